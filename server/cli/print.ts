/** Writes and waits until all is written: a pipe takes 64 KB at a time, and the program must not end before. */
export const print = (text: string): Promise<void> => new Promise((done) => process.stdout.write(text, () => done()));
