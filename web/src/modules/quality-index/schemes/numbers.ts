export const formatShare = (share: number): string => `${(100 * share).toFixed(1)}%`;
export const formatWeight = (weight: number): string => String(Math.round(weight * 1e6) / 1e6);
/** A number as typed, or what is wrong with it: undefined for nothing, NaN for no number. */
export const readNumber = (text: string): number | undefined => {
  const trimmed = text.trim().replace('−', '-');
  if (trimmed === '') return undefined;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(trimmed) ? Number(trimmed) : Number.NaN;
};
