import type { TargetDetail } from '../../app/contract.ts';
import { FaceLink, useFace } from '../../app/face.tsx';
import { usePick } from '../../app/i18n.ts';
import { formatDecimal, shortHash } from '../../ui/format.ts';
import { SourceWords } from '../../ui/SourceWords.tsx';
import { severityClass } from '../../ui/strings.ts';
import { useTargetStrings } from './strings.ts';

/** Where the target stands in the document, in its own words where the file is there, and what is doubtful about it. */
export function Basis({ target }: { target: TargetDetail }) {
  const t = useTargetStrings();
  const pick = usePick();
  const face = useFace();
  const { source } = target;
  const place = { clause: target.clause, hash: shortHash(source.sha256) };
  return (
    <section className="section">
      <h2>{t('basis')}</h2>
      {source.words ? (
        <SourceWords words={source.words} />
      ) : (
        <p className="note">
          {source.span
            ? t('sourceMissing', { ...place, start: source.span.start, end: source.span.end })
            : t('noSpan', place)}
          {face === 'work' && !source.documentId && <span className="cap under">{t('sourceMissingHint')}</span>}
        </p>
      )}
      <p className="sub" style={{ marginTop: 6 }}>
        {target.clause}
        {face === 'work' && source.documentId && (
          <>
            {' · '}
            <FaceLink
              to={`/documents/${source.documentId}`}
              search={source.span ? { at: `${source.span.start}-${source.span.end}` } : {}}
            >
              {t('openSource')}
            </FaceLink>
          </>
        )}
      </p>
      {target.raw && (
        <p className="note doubt" style={{ marginTop: 10 }}>
          {t('raw', { raw: target.raw, value: `${formatDecimal(target.value)} ${target.unit}` })}
        </p>
      )}
      {target.findings.map((finding) => (
        <p
          key={`${finding.code}${finding.zh}`}
          className={severityClass('note', finding.severity)}
          style={{ marginTop: 10 }}
        >
          {pick(finding)}
        </p>
      ))}
    </section>
  );
}
