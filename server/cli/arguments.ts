import { parseArgs } from 'node:util';
import { AppError } from '../kernel/error.ts';

type Options = Record<string, { type: 'string' | 'boolean' }>;
type Values<T extends Options> = { [K in keyof T]?: T[K]['type'] extends 'string' ? string : boolean };

/** The arguments of a command. Throws `usage` (exit code 2) for an unknown option or a wrong number of files. */
export function readArguments<T extends Options>(
  args: string[],
  options: T,
  files: { min: number; max: number } = { min: 0, max: 0 },
): { values: Values<T>; files: string[] } {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
    if (positionals.length < files.min || positionals.length > files.max)
      throw new Error(`${positionals.length} / ${files.min}`);
    return { values: values as Values<T>, files: positionals };
  } catch (error) {
    throw new AppError('usage', { problem: (error as Error).message }, { cause: error });
  }
}
