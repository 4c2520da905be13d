import './tasks.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { SlipDetail } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useName } from '../../app/i18n.ts';
import { useAppStrings } from '../../app/strings.ts';
import { CaseHistory, StepBar } from '../../ui/CaseSteps.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { CaseActions } from '../../ui/StepDialog.tsx';
import { slipQuery, stepSlip } from './api.ts';
import { useTaskCode } from './code.ts';
import { useTaskStrings } from './strings.ts';

/** The slip as a sheet that can be printed and sent. */
function Sheet({ slip }: { slip: SlipDetail }) {
  const t = useTaskStrings();
  const name = useName();
  const code = useTaskCode();
  const rows: [string, React.ReactNode][] = [
    [t('slipNumber'), slip.number],
    [t('slipTo'), name(slip.organization)],
    [
      t('slipTask'),
      <FaceLink
        key="task"
        to={`/tasks/${slip.itemId}`}
      >{`${code({ code: slip.itemCode, region: slip.region })} ${slip.itemTitle}`}</FaceLink>,
    ],
    [t('slipMissed'), slip.missedOn],
    [t('slipReason'), slip.reason],
    [t('answerBy'), slip.dueOn ?? '—'],
    [t('slipCopies'), slip.copies.map(name).join('、') || '—'],
  ];
  return (
    <section className="slip-sheet">
      <h2>{t('slipTitle')}</h2>
      <table>
        <tbody>
          {rows.map(([head, cell]) => (
            <tr key={head}>
              <th scope="row">{head}</th>
              <td>{cell}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('printNote')}</p>
      <p style={{ textAlign: 'right' }}>
        {name(slip.issuer)}
        <br />
        {slip.issuedOn}
      </p>
    </section>
  );
}

function Record({ slip }: { slip: SlipDetail }) {
  const t = useTaskStrings();
  const app = useAppStrings();
  return (
    <>
      <PageHead
        title={slip.number}
        crumbs={[
          { key: 'tasks', node: <FaceLink to="/tasks">{t('title')}</FaceLink> },
          {
            key: 'slips',
            node: (
              <FaceLink to="/tasks" search={{ view: 'slips' }}>
                {t('slips')}
              </FaceLink>
            ),
          },
        ]}
        sub={`${t('slipLevel', { level: slip.level })}${slip.automatic ? ` · ${t('automatic')}` : ''}`}
        actions={
          <>
            <CaseActions view={slip.case} send={(step) => stepSlip(slip.id, step)} />
            <button type="button" className="btn" onClick={() => window.print()}>
              {app('print')}
            </button>
          </>
        }
      />
      <StepBar view={slip.case} />
      <div className="record">
        <Sheet slip={slip} />
        <div className="record-side">
          <CaseHistory view={slip.case} />
        </div>
      </div>
    </>
  );
}

export function SlipPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery(slipQuery(id));
  return <Loaded query={query}>{(slip) => <Record slip={slip} />}</Loaded>;
}
