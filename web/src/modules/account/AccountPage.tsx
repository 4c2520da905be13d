import './account.css';
import { useName } from '../../app/i18n.ts';
import { useSession } from '../../app/session.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Keys } from './Keys.tsx';
import { Password } from './Password.tsx';
import { Sessions } from './Sessions.tsx';
import { useAccountStrings } from './strings.ts';

export function AccountPage() {
  const t = useAccountStrings();
  const name = useName();
  const me = useSession().data?.me;
  return (
    <>
      <PageHead
        title={t('title')}
        sub={
          me &&
          `${me.displayName}（${me.userName}） · ${name(me.organization)} · ${name(me.region)} · ${me.roles.map((role) => t(role)).join(' / ')}`
        }
      />
      <Sessions />
      <Keys />
      <Password />
    </>
  );
}
