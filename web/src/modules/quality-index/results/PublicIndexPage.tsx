import './results.css';
import { useQuery } from '@tanstack/react-query';
import type { SchemeRow } from '../../../app/contract.ts';
import { FaceLink } from '../../../app/face.tsx';
import { useName } from '../../../app/i18n.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { SimulatedMark } from '../../../ui/SimulatedMark.tsx';
import { publishedQuery } from './api.ts';
import { useResultStrings } from './strings.ts';

/** Published results, the newest first. */
export function PublicIndexPage() {
  const t = useResultStrings();
  const query = useQuery(publishedQuery);
  return (
    <>
      <PageHead title={t('publicTitle')} sub={t('publicLead')} />
      <Loaded query={query}>
        {({ schemes }) => {
          const published = schemes.filter((scheme) => scheme.published.length > 0);
          if (published.length === 0) return <EmptyState title={t('publicNone')} hint={t('publicNoneHint')} />;
          return published.map((scheme) => <Scheme key={scheme.id} scheme={scheme} />);
        }}
      </Loaded>
    </>
  );
}

function Scheme({ scheme }: { scheme: SchemeRow }) {
  const t = useResultStrings();
  const name = useName();
  return (
    <section className="section ix-published">
      <h2>{name(scheme)}</h2>
      <p className="sub">
        {name(scheme.region)} · {t('indicators', { count: scheme.indicators })}
      </p>
      <p className="sub prose">{name({ name: scheme.note, nameEn: scheme.noteEn })}</p>
      <ul>
        {scheme.published.map((run) => (
          <li key={run.runId}>
            <FaceLink to={`/index/runs/${run.runId}`} className="plain strong">
              {name(scheme)} {run.year}
            </FaceLink>
            <span className="sub">{t(run.level)}</span>
            <SimulatedMark when={run.simulated} />
          </li>
        ))}
      </ul>
    </section>
  );
}
