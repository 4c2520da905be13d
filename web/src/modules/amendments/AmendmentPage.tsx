import './amendments.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { AmendmentDetail, AmendmentLine } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { CaseHistory, StepBar } from '../../ui/CaseSteps.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { CaseActions } from '../../ui/StepDialog.tsx';
import { useStatusStrings } from '../../ui/strings.ts';
import { useReviewStrings } from '../reading/review-strings.ts';
import { amendmentQuery, stepAmendment } from './api.ts';
import { useAmendmentStrings } from './strings.ts';

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  if (Array.isArray(value))
    return value
      .map((one) => (typeof one === 'object' && one !== null ? Object.values(one).join(' ') : String(one)))
      .join('、');
  return String(value);
}

/** The order in which the fields of a target or task are read. */
const order = [
  'indicator',
  'title',
  'comparator',
  'value',
  'valueHigh',
  'unit',
  'kind',
  'period',
  'dueOn',
  'milestones',
  'region',
];
const place = (field: string) => (order.indexOf(field) + order.length) % order.length;

function Line({ line }: { line: AmendmentLine }) {
  const t = useAmendmentStrings();
  const field = (name: string) => (name === 'title' ? t('taskTitle') : t(name as 'value'));
  const set = line.kind.endsWith('.set');
  const status = useStatusStrings();
  const review = useReviewStrings();
  const word = (name: string, value: unknown): string => {
    if (value === null) return '—';
    if (name === 'comparator') return { '>=': '≥', '<=': '≤', '~': '≈' }[String(value)] ?? String(value);
    if (name === 'kind') return status(value as 'new');
    return name === 'period' ? review(value as 'by') : shown(value);
  };
  const fields = line.fields.toSorted((a, b) => place(a.field) - place(b.field));
  return (
    <li className="amendment-line">
      <h3>
        <span className={line.kind.endsWith('repeal') ? 'tag bad' : 'tag'}>{t(line.kind)}</span>{' '}
        {line.id && line.kind.startsWith('target') ? (
          <FaceLink to={`/targets/${line.id}`} className="plain">
            {line.title}
          </FaceLink>
        ) : (
          line.title
        )}
      </h3>
      {line.fields.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('field')}</th>
              {set && <th scope="col">{t('was')}</th>}
              <th scope="col">{t('will')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((one) => (
              <tr key={one.field}>
                <th scope="row">{field(one.field)}</th>
                {set && (
                  <td>
                    <del>{word(one.field, one.from)}</del>
                  </td>
                )}
                <td>
                  <ins>{word(one.field, one.to)}</ins>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {line.children > 0 && <p className="note doubt">{t('children', { count: line.children })}</p>}
    </li>
  );
}

function Record({ amendment }: { amendment: AmendmentDetail }) {
  const t = useAmendmentStrings();
  const { planId, planTitle, number } = amendment;
  return (
    <>
      <PageHead
        title={`${planTitle} · ${t('number', { number })}`}
        crumbs={[
          { key: 'plans', node: <FaceLink to="/plans">{t('plans')}</FaceLink> },
          { key: 'plan', node: <FaceLink to={`/plans/${planId}`}>{planTitle}</FaceLink> },
          { key: 'here', node: t('number', { number }) },
        ]}
        sub={`${t('effective', { day: amendment.effectiveOn })} · ${t('proposed', { who: amendment.proposer, at: formatInstant(amendment.proposedAt) })}`}
        actions={<CaseActions view={amendment.case} send={(step) => stepAmendment(amendment.id, step)} />}
      />
      <StepBar view={amendment.case} />
      <div className="record">
        <div className="record-main">
          <section>
            <h2>{t('content')}</h2>
            <ol>
              {amendment.lines.map((line, index) => (
                <Line key={`${line.kind}${line.id ?? index}`} line={line} />
              ))}
            </ol>
          </section>
        </div>
        <div className="record-side">
          <section>
            <h2>{t('reason')}</h2>
            <p className="prose">{amendment.reason}</p>
          </section>
          <section className="section">
            <h2>{t('basisShort')}</h2>
            <p className="prose">{amendment.basis}</p>
            <p className="cap">{t('effectiveHint')}</p>
          </section>
          <CaseHistory view={amendment.case} />
        </div>
      </div>
    </>
  );
}

export function AmendmentPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery(amendmentQuery(id));
  return <Loaded query={query}>{(amendment) => <Record amendment={amendment} />}</Loaded>;
}
