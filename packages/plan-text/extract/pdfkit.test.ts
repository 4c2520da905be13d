import { existsSync } from 'node:fs';
// @ts-expect-error pdfkit ships without types.
import PDFDocument from 'pdfkit';
import { expect, it } from 'vitest';
import { extractText } from './index.ts';

/** Files of a producer that is not ours: compressed, with subset fonts where there are any. */
interface Pen {
  font(name: string, family?: string): Pen;
  text(text: string): Pen;
  addPage(): Pen;
}

const draw = (write: (pen: Pen) => void, options = {}): Promise<Uint8Array> =>
  new Promise((resolve) => {
    const document = new PDFDocument(options);
    const chunks: Uint8Array[] = [];
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    write(document);
    document.end();
  });

it('reads standard fonts over two pages', async () => {
  const file = await draw((pen) => pen.text('Pass rate 98%').text('Second line').addPage().text('Page two'));
  const { text, anchors } = await extractText(file, 'a.pdf');
  expect(text).toBe('Pass rate 98%\nSecond line\nPage two\n');
  expect(file.length).toBeGreaterThan(0);
  expect((await extractText(Buffer.from(file), 'a.pdf')).text).toBe(text);
  expect(anchors).toEqual([
    { start: 0, page: 1 },
    { start: text.indexOf('Page'), page: 2 },
  ]);
});

it('refuses a password', async () => {
  const file = await draw((pen) => pen.text('x'), { userPassword: 'y' });
  await expect(extractText(file, 'a.pdf')).rejects.toMatchObject({ code: 'encrypted' });
});

const noto = '/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc';
it.skipIf(!existsSync(noto))('reads an embedded Chinese font (needs fonts-noto-cjk)', async () => {
  const file = await draw((pen) => pen.font(noto, 'NotoSerifCJKsc-Bold').text('合格率达到98％以上'));
  expect((await extractText(file, 'a.pdf')).text).toBe('合格率达到98％以上\n');
});
