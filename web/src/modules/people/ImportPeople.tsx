import { useQueryClient } from '@tanstack/react-query';
import { App, Drawer } from 'antd';
import { useState } from 'react';
import type { PeopleImport } from '../../app/contract.ts';
import { TableImport } from '../../ui/TableImport.tsx';
import { usePeopleStrings } from './strings.ts';

/** First passwords as a file that the browser makes: the server has forgotten them already. */
function save(passwords: PeopleImport['passwords']): void {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = [
    ['用户名 user name', '名称 name', '首次密码 first password'],
    ...passwords.map((row) => [row.userName, row.displayName, row.password]),
  ];
  const text = `\ufeff${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = 'first-passwords.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function ImportPeople({ onClose }: { onClose: () => void }) {
  const t = usePeopleStrings();
  const queries = useQueryClient();
  const { modal } = App.useApp();
  const [passwords, setPasswords] = useState<PeopleImport['passwords'] | null>(null);
  const [saved, setSaved] = useState(false);
  const leave = () => {
    if (!passwords || saved) return onClose();
    modal.confirm({
      title: t('leavePasswords'),
      content: t('passwordsHint'),
      okText: t('leaveAnyway'),
      cancelText: t('stay'),
      onOk: onClose,
    });
  };
  return (
    <Drawer open onClose={leave} title={t('importTitle')} size="min(600px, 100vw)">
      {passwords ? (
        <div className="people-form">
          <p className="strong">{t('importDone', { count: passwords.length })}</p>
          <p className="note doubt">{t('passwordsHint')}</p>
          <div className="row">
            <button
              type="button"
              className="btn primary"
              onClick={() => {
                save(passwords);
                setSaved(true);
              }}
            >
              {t('savePasswords')}
            </button>
            <button type="button" className="btn" onClick={leave}>
              {t('done')}
            </button>
          </div>
        </div>
      ) : (
        <TableImport<PeopleImport>
          hint={t('importHint')}
          template="/api/people/template"
          path="/api/people/import"
          onDone={(answer) => {
            setPasswords(answer.passwords);
            void queries.invalidateQueries({ queryKey: ['people'] });
          }}
        />
      )}
    </Drawer>
  );
}
