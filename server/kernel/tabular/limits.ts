import type { InflateLimits } from '../../../packages/plan-text/extract/index.ts';

export interface TableLimits extends InflateLimits {
  /** Bytes of the file as it is. */
  maxBytes: number;
  maxRows: number;
  maxColumns: number;
  /** Characters of one cell; spreadsheet programs allow 32,767. */
  maxCellLength: number;
}
