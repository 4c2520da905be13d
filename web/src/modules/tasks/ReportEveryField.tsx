import { Select } from 'antd';
import type { ReportEvery } from '../../app/contract.ts';
import { useTaskStrings } from './strings.ts';

type Props = { value: ReportEvery; onChange: (every: ReportEvery) => void };

/** How often the lead unit reports. */
export function ReportEveryField({ value, onChange }: Props) {
  const t = useTaskStrings();
  return (
    <div className="field">
      <span>{t('reportEvery')}</span>
      <Select
        aria-label={t('reportEvery')}
        value={value}
        onChange={onChange}
        options={[
          { value: 'none', label: t('everyNone') },
          { value: 'month', label: t('everyMonth') },
          { value: 'quarter', label: t('everyQuarter') },
        ]}
      />
    </div>
  );
}
