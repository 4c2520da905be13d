/** Why a file cannot be read as a plan, and what to do about it, in both languages. `{name}` is filled from details. */
export const extractMessages = {
  empty: {
    zh: '文件是空的，或者不含文字。请检查是否选错了文件。',
    en: 'The file is empty or has no text. Check that it is the right file.',
  },
  'too-large': {
    zh: '文件有 {size} 字节，超过上限 {limit} 字节。请拆分文件，或去掉图片后再试。',
    en: 'The file has {size} bytes, more than the limit of {limit}. Split it or remove pictures.',
  },
  bomb: {
    zh: '文件解压后过大（上限 {limit} 字节），为安全起见不予读取。请重新另存后再试。',
    en: 'The file inflates beyond the limit of {limit} bytes and is not read. Save it anew and try again.',
  },
  damaged: {
    zh: '文件已损坏或不完整。请重新下载，或在办公软件中打开后另存。',
    en: 'The file is damaged or incomplete. Download it again, or open and save it in an office program.',
  },
  timeout: {
    zh: '读取超过 {seconds} 秒仍未完成，已停止。请拆分文件，或重新导出后再试。',
    en: 'Reading took more than {seconds} seconds and was stopped. Split the file or export it anew.',
  },
  encrypted: {
    zh: '文件有密码保护。请取消密码后再上传。',
    en: 'The file is protected by a password. Remove the password and upload it again.',
  },
  scan: {
    zh: '这份 PDF 是扫描件，共 {pages} 页，没有文字层。请先做文字识别（OCR），再上传识别后的文件。',
    en: 'This PDF is a scan of {pages} pages without a text layer. Run OCR first and upload the result.',
  },
  'pdf-fonts': {
    zh: '这份 PDF 的字体没有带文字编码（{maps}），读出的文字不可信。请用原稿重新导出 PDF，或上传 DOCX。',
    en: 'The fonts of this PDF carry no text mapping ({maps}); its text cannot be trusted. Export it again, or upload DOCX.',
  },
  image: {
    zh: '这是图片。请先做文字识别（OCR），再上传识别后的文件。',
    en: 'This is a picture. Run OCR first and upload the result.',
  },
  doc: {
    zh: '不读取旧版 Word 文件（.doc）。请用 Word 或 WPS 另存为 .docx。',
    en: 'The old Word format (.doc) is not read. Save it as .docx in Word or WPS.',
  },
  wps: {
    zh: '不读取 WPS 专有格式（.wps）。请用 WPS 另存为 .docx。',
    en: 'The WPS format (.wps) is not read. Save it as .docx in WPS.',
  },
  ofd: {
    zh: '暂不读取 OFD 版式文件。请用 OFD 阅读器导出为带文字的 PDF，或上传原稿 DOCX。',
    en: 'OFD is not read yet. Export it as PDF with text from an OFD reader, or upload the original DOCX.',
  },
  rtf: { zh: '不读取 RTF 文件。请另存为 .docx。', en: 'RTF is not read. Save it as .docx.' },
  odt: { zh: '不读取 OpenDocument 文件。请另存为 .docx。', en: 'OpenDocument is not read. Save it as .docx.' },
  spreadsheet: {
    zh: '这是电子表格，不是规划文本。指标数据请在“指标”中导入。',
    en: 'This is a spreadsheet, not the text of a plan. Observations are imported under Indicators.',
  },
  presentation: { zh: '这是演示文稿。请上传规划正文。', en: 'This is a presentation. Upload the text of the plan.' },
  archive: {
    zh: '这是压缩包。请解压后上传其中的文件。',
    en: 'This is an archive. Unpack it and upload the file inside.',
  },
  binary: {
    zh: '认不出这种文件。可读取 TXT、Markdown、HTML、DOCX 和带文字的 PDF。',
    en: 'This kind of file is not known. TXT, Markdown, HTML, DOCX and PDF with text can be read.',
  },
} as const satisfies Record<string, { zh: string; en: string }>;

export type ExtractCode = keyof typeof extractMessages;
export type ExtractDetails = Record<string, string | number>;

/** A file that is refused. `messages` tells the user what to do, in Chinese and English. */
export class ExtractError extends Error {
  readonly code: ExtractCode;
  readonly details: ExtractDetails;
  readonly messages: { zh: string; en: string };

  constructor(code: ExtractCode, details: ExtractDetails = {}, options?: ErrorOptions) {
    const { zh, en } = extractMessages[code];
    const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, key) => String(details[key] ?? '?'));
    super(fill(en), options);
    this.name = 'ExtractError';
    this.code = code;
    this.details = details;
    this.messages = { zh: fill(zh), en: fill(en) };
  }
}
