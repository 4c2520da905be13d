/** Bytes in, reading out: extraction and plan reader joined, with every refusal as an error of the catalogue. */
import { ExtractError } from '../../../packages/plan-text/extract/index.ts';
import { AppError } from '../../kernel/error.ts';
import { type ReadFile, readApart } from './reading-thread.ts';

export const DOCUMENT_LIMIT_MB = 50;
/** Stored with each reading; raise it when the reader reads differently. */
export const READER_VERSION = '1';

/** Throws `file.empty`, `file.unsupported`, `file.damaged` or `input.too-large`, naming the file and the reason. */
export async function readDocument(bytes: Uint8Array, fileName: string): Promise<ReadFile> {
  if (bytes.length > DOCUMENT_LIMIT_MB * 1024 * 1024)
    throw new AppError('input.too-large', { limitMb: DOCUMENT_LIMIT_MB, file: fileName });
  try {
    return await readApart({ bytes, fileName });
  } catch (error) {
    if (error instanceof ExtractError) throw toAppError(error, fileName);
    throw error;
  }
}

function toAppError(error: ExtractError, file: string): AppError {
  if (error.code === 'empty') return new AppError('file.empty', { file }, { cause: error });
  const code = error.code === 'damaged' ? 'file.damaged' : 'file.unsupported';
  return new AppError(code, { file, reason: error.messages }, { cause: error });
}
