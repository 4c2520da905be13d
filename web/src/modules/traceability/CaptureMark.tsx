import type { CaptureRow } from '../../app/contract.ts';
import { useTraceStrings } from './strings.ts';

export function CaptureMark({ row }: { row: CaptureRow }) {
  const t = useTraceStrings();
  if (row.running) return <span className="tag unit">{t('running')}</span>;
  if (row.success) return <span className="tag good">{t('success')}</span>;
  return <span className="tag bad">{t(row.captured > 0 ? 'partly' : 'refusedAll')}</span>;
}
