/**
 * Cuts a JSON document into the values at chosen places without ever holding the whole of it: what is descended into is
 * walked sign by sign, what is kept is cut out and parsed alone. Memory is bounded by the largest value kept.
 */
import { EpcisError } from './problems.ts';

export type SplitHandler = {
  /** Whether an object or array at this JSON pointer is walked (true) or kept as one value. */
  descend(pointer: string): boolean;
  /** `size` is that of its text. */
  value(pointer: string, value: unknown, size: number): void;
  /** An array or object that was walked begins; tells an empty list from none. */
  open(pointer: string, array: boolean): void;
};

export const MAX_DEPTH = 64;
export const MAX_VALUE = 16 * 1024 * 1024;

type Frame = { pointer: string; array: boolean; index: number; key: string };
type Expect = 'value' | 'first' | 'key' | 'colon' | 'next' | 'end';

const QUOTE = 34;
const BACKSLASH = 92;

export class JsonSplitter {
  readonly #handler: SplitHandler;
  readonly #maxValue: number;
  #text = '';
  #at = 0;
  #line = 1;
  #column = 1;
  #stack: Frame[] = [];
  #expect: Expect = 'value';
  /** While a kept value is being scanned: how far, how deep, and whether inside a string. */
  #scan = -1;
  #depth = 0;
  #inString = false;

  constructor(handler: SplitHandler, maxValue = MAX_VALUE) {
    this.#handler = handler;
    this.#maxValue = maxValue;
  }

  push(chunk: string): void {
    this.#text = this.#at < this.#text.length ? this.#text.slice(this.#at) + chunk : chunk;
    if (this.#scan >= 0) this.#scan -= this.#at;
    this.#at = 0;
    while (this.#step(false));
    this.#count(this.#at);
  }

  end(): void {
    this.#text += ' ';
    while (this.#step(true));
    if (this.#expect === 'end') return;
    if (this.#expect === 'value' && this.#stack.length === 0 && this.#scan < 0) throw new EpcisError('empty', '');
    throw new EpcisError('truncated', this.#pointer(), { at: this.#place(this.#text.length - 1) });
  }

  /** Takes one token; false when more text is needed. */
  #step(last: boolean): boolean {
    if (this.#scan >= 0) return this.#scanValue(last);
    const text = this.#text;
    let at = this.#at;
    let code = text.charCodeAt(at);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = text.charCodeAt(++at);
    this.#at = at;
    if (at >= text.length) return false;
    const frame = this.#stack.at(-1);
    switch (this.#expect) {
      case 'end':
        throw this.#wrong(at);
      case 'first':
        if (code === (frame!.array ? 93 : 125)) return this.#close();
        this.#expect = frame!.array ? 'value' : 'key';
        return true;
      case 'key':
        return this.#takeKey(frame!, code);
      case 'colon':
        if (code !== 58) throw this.#wrong(at);
        this.#at++;
        this.#expect = 'value';
        return true;
      case 'next':
        if (code === (frame!.array ? 93 : 125)) return this.#close();
        if (code !== 44) throw this.#wrong(at);
        this.#at++;
        if (frame!.array) frame!.index++;
        this.#expect = frame!.array ? 'value' : 'key';
        return true;
      default:
        return this.#startValue(code);
    }
  }

  #takeKey(frame: Frame, code: number): boolean {
    if (code !== QUOTE) throw this.#wrong(this.#at);
    const end = endOfString(this.#text, this.#at + 1);
    if (end < 0) {
      if (this.#text.length - this.#at > 65536) throw new EpcisError('too-large', frame.pointer, { max: 65536 });
      return false;
    }
    frame.key = this.#parse(this.#at, end + 1) as string;
    this.#at = end + 1;
    this.#expect = 'colon';
    return true;
  }

  #startValue(code: number): boolean {
    const pointer = this.#pointer();
    if ((code === 123 || code === 91) && this.#handler.descend(pointer)) {
      this.#stack.push({ pointer, array: code === 91, index: 0, key: '' });
      this.#handler.open(pointer, code === 91);
      this.#expect = 'first';
      this.#at++;
      return true;
    }
    this.#scan = this.#at;
    this.#depth = 0;
    this.#inString = false;
    return true;
  }

  #close(): boolean {
    this.#stack.pop();
    this.#at++;
    this.#expect = this.#stack.length === 0 ? 'end' : 'next';
    return true;
  }

  #scanValue(last: boolean): boolean {
    const text = this.#text;
    const length = text.length;
    let at = this.#scan;
    let depth = this.#depth;
    let inString = this.#inString;
    let end = -1;
    for (; at < length; at++) {
      const code = text.charCodeAt(at);
      if (inString) {
        if (code === BACKSLASH) {
          if (at + 1 >= length) break;
          at++;
        } else if (code === QUOTE) {
          inString = false;
          if (depth === 0) {
            end = at + 1;
            break;
          }
        }
      } else if (code === QUOTE) inString = true;
      else if (code === 123 || code === 91) {
        if (++depth + this.#stack.length > MAX_DEPTH)
          throw new EpcisError('too-deep', this.#pointer(), { max: MAX_DEPTH });
      } else if (code === 125 || code === 93) {
        if (depth === 0) {
          end = at;
          break;
        }
        if (--depth === 0) {
          end = at + 1;
          break;
        }
      } else if (depth === 0 && (code === 44 || code === 32 || code === 10 || code === 13 || code === 9)) {
        end = at;
        break;
      }
    }
    if (end < 0) {
      if (at - this.#at > this.#maxValue) throw new EpcisError('too-large', this.#pointer(), { max: this.#maxValue });
      this.#scan = at;
      this.#depth = depth;
      this.#inString = inString;
      if (last) throw new EpcisError('truncated', this.#pointer(), { at: this.#place(length - 1) });
      return false;
    }
    const value = this.#parse(this.#at, end);
    const pointer = this.#pointer();
    const size = end - this.#at;
    this.#scan = -1;
    this.#at = end;
    this.#expect = this.#stack.length === 0 ? 'end' : 'next';
    this.#handler.value(pointer, value, size);
    return true;
  }

  #parse(from: number, to: number): unknown {
    try {
      return JSON.parse(this.#text.slice(from, to));
    } catch (error) {
      throw new EpcisError('syntax', this.#pointer(), { at: this.#place(from), what: (error as Error).message });
    }
  }

  #pointer(): string {
    const frame = this.#stack.at(-1);
    if (!frame) return '';
    return `${frame.pointer}/${frame.array ? frame.index : pointerPart(frame.key)}`;
  }

  #wrong(at: number): EpcisError {
    return new EpcisError('syntax', this.#pointer(), { at: this.#place(at), what: JSON.stringify(this.#text[at]) });
  }

  /** Line and column, counted from 1. */
  #place(at: number): string {
    const before = this.#text.slice(0, at);
    const line = before.split('\n').length - 1;
    const column = line === 0 ? this.#column + at : at - before.lastIndexOf('\n');
    return `${this.#line + line}:${column}`;
  }

  #count(to: number): void {
    let from = 0;
    for (let next = this.#text.indexOf('\n'); next >= 0 && next < to; next = this.#text.indexOf('\n', next + 1)) {
      this.#line++;
      this.#column = 1;
      from = next + 1;
    }
    this.#column += to - from;
  }
}

function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at;
  }
  return -1;
}

/** One part of a JSON pointer (RFC 6901). */
export const pointerPart = (key: string): string =>
  /[~/]/.test(key) ? key.replace(/~/g, '~0').replace(/\//g, '~1') : key;
