import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Drawer, Select } from 'antd';
import { useState } from 'react';
import type { ObservationImport, PlanSummary } from '../../app/contract.ts';
import { useLanguage } from '../../app/i18n.ts';
import { TableImport } from '../../ui/TableImport.tsx';
import { templateAddress } from './api.ts';
import { useTargetStrings } from './strings.ts';

/** Observations from a file. A large one is not imported at once: the answer names its job. */
export function ImportDrawer({ plans, onClose }: { plans: PlanSummary[]; onClose: () => void }) {
  const t = useTargetStrings();
  const language = useLanguage();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [plan, setPlan] = useState(plans[0]?.id ?? '');
  const finish = async (result: ObservationImport | { jobId: string }) => {
    if ('jobId' in result) {
      message.info(t('asJob'));
      await navigate({ to: '/jobs' });
      return;
    }
    message.success(t('done', { added: result.added, corrected: result.corrected }));
    await queries.invalidateQueries();
    onClose();
  };
  return (
    <Drawer open onClose={onClose} title={t('importTitle')} size="min(560px, 100vw)">
      <TableImport<ObservationImport>
        hint={t('step1Hint')}
        template={templateAddress(plan)}
        choice={
          <Select
            aria-label={t('planFilter')}
            style={{ minWidth: 220 }}
            value={plan}
            onChange={setPlan}
            options={plans.map((one) => ({
              value: one.id,
              label: language === 'en' ? one.shortTitleEn : one.shortTitle,
            }))}
          />
        }
        path="/api/observations/import"
        onDone={(result) => void finish(result)}
      />
    </Drawer>
  );
}
