import { formatRounded } from '../../ui/format.ts';

/** Yuan as 亿元 with two places: only for showing, the exact amount is in the file. */
export const inYi = (yuan: string): string => formatRounded((Number(yuan) / 1e8).toFixed(4), 2);
export const inWan = (yuan: string): string => formatRounded((Number(yuan) / 1e4).toFixed(4), 1);
