import type { FastifyReply } from 'fastify';
import type { Language, Message } from '../../../packages/contract/index.ts';
import { type ExportColumn, type ExportFormat, exportTable } from './export-table.ts';

type Asked = { format: ExportFormat; language: Language; cols?: string | undefined };

/** Answers with a table as a file: the columns that the page shows, in the language of whoever asks. */
export async function sendTable<R>(
  reply: FastifyReply,
  columns: readonly ExportColumn<R>[],
  rows: readonly R[],
  { format, language, cols }: Asked,
  { file, sheet }: { file: string; sheet: Message },
): Promise<FastifyReply> {
  const { bytes, mediaType } = await exportTable(columns, rows, format, { language, shown: cols?.split(','), sheet });
  reply.header('content-disposition', `attachment; filename="${file}.${format}"`);
  return reply.type(mediaType).send(bytes);
}
