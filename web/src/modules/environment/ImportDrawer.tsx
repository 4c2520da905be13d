import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Drawer } from 'antd';
import type { ObservationImport } from '../../app/contract.ts';
import { TableImport } from '../../ui/TableImport.tsx';
import { useEnvironmentStrings } from './strings.ts';

/** Stations at once; readings as a job, whose progress the room of jobs shows. */
export function ImportDrawer({ what, onClose }: { what: 'stations' | 'readings'; onClose: () => void }) {
  const t = useEnvironmentStrings();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const finish = async (result: ObservationImport | { jobId: string }) => {
    if ('jobId' in result) {
      message.info(t('asJob'));
      await navigate({ to: '/jobs' });
      return;
    }
    message.success(t('doneStations', { added: result.added, corrected: result.corrected }));
    await queries.invalidateQueries({ queryKey: ['environment'] });
    onClose();
  };
  return (
    <Drawer
      open
      onClose={onClose}
      title={t(what === 'stations' ? 'importStations' : 'importReadings')}
      size="min(620px, 100vw)"
    >
      <TableImport<ObservationImport>
        hint={t(what === 'stations' ? 'stepStations' : 'stepReadings')}
        template={`/api/environment/${what}/template`}
        path={`/api/environment/${what}/import`}
        onDone={(result) => void finish(result)}
      />
    </Drawer>
  );
}
