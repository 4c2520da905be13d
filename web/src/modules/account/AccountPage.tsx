import './account.css';
import { useName } from '../../app/i18n.ts';
import { useMay, useSession } from '../../app/session.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Keys } from './Keys.tsx';
import { Password } from './Password.tsx';
import { Robots } from './Robots.tsx';
import { Sessions } from './Sessions.tsx';
import { useAccountStrings } from './strings.ts';
import { Telling } from './Telling.tsx';

export function AccountPage() {
  const t = useAccountStrings();
  const name = useName();
  const me = useSession().data?.me;
  const may = useMay();
  return (
    <>
      <PageHead
        title={t('title')}
        sub={
          me &&
          `${me.displayName}（${me.userName}） · ${name(me.organization)} · ${name(me.region)} · ${me.roles.map((role) => t(role)).join(' / ')}`
        }
      />
      <Telling />
      {may('notice.robot') && <Robots />}
      <Sessions />
      <Keys />
      <Password />
    </>
  );
}
