import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Drawer } from 'antd';
import { useState } from 'react';
import type { OrganizationImport } from '../../app/contract.ts';
import { TableImport } from '../../ui/TableImport.tsx';
import { OrganizationDrawer } from './OrganizationDrawer.tsx';
import { useManageStrings } from './strings.ts';

/** What an administrator does from the list. */
export function Manage() {
  const t = useManageStrings();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [open, setOpen] = useState<'add' | 'import' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Link className="btn" to={'/organizations/names' as never}>
        {t('names')}
      </Link>
      <Link className="btn" to={'/organizations/reform' as never}>
        {t('reform')}
      </Link>
      <button type="button" className="btn" onClick={() => setOpen('import')}>
        {t('import')}
      </button>
      <button type="button" className="btn primary" onClick={() => setOpen('add')}>
        {t('add')}
      </button>
      {open === 'add' && <OrganizationDrawer onClose={close} />}
      {open === 'import' && (
        <Drawer open onClose={close} title={t('importTitle')} size="min(600px, 100vw)">
          <TableImport<OrganizationImport>
            hint={t('importHint')}
            template="/api/organizations/template"
            path="/api/organizations/import"
            onDone={(answer) => {
              message.success(t('importDone', { count: answer.added }));
              void queries.invalidateQueries({ queryKey: ['organizations'] });
              close();
            }}
          />
        </Drawer>
      )}
    </>
  );
}
