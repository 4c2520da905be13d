/** Event ids met in a document: twelve bytes each, so that a million of them stay small. */

export class EventIds {
  #mask = 1023;
  #count = 0;
  /** Two halves of a hash and the place from 1, for each slot. */
  #slots = new Uint32Array(3 * 1024);

  /** The place (from 0) where this id was first met, or -1 if that is here. */
  add(id: string, index: number): number {
    if (2 * this.#count > this.#mask) this.#grow();
    const [a, b] = hash(id);
    const slot = this.#find(this.#slots, this.#mask, a, b);
    const met = this.#slots[slot + 2]!;
    if (met > 0) return met - 1;
    this.#slots.set([a, b, index + 1], slot);
    this.#count++;
    return -1;
  }

  #find(slots: Uint32Array, mask: number, a: number, b: number): number {
    let at = a & mask;
    while (slots[3 * at + 2] !== 0 && (slots[3 * at] !== a || slots[3 * at + 1] !== b)) at = (at + 1) & mask;
    return 3 * at;
  }

  #grow(): void {
    const mask = 2 * this.#mask + 1;
    const slots = new Uint32Array(3 * (mask + 1));
    for (let at = 0; at < this.#slots.length; at += 3)
      if (this.#slots[at + 2] !== 0)
        slots.set(this.#slots.subarray(at, at + 3), this.#find(slots, mask, this.#slots[at]!, this.#slots[at + 1]!));
    this.#slots = slots;
    this.#mask = mask;
  }
}

/** Two multiplicative hashes of 32 bits: together a chance meeting of two ids is out of the question. */
function hash(text: string): [number, number] {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return [a >>> 0, b >>> 0];
}
