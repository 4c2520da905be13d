import { Marked } from '../ui/Marked.tsx';
import type { SearchHit } from './contract.ts';
import { useLanguage } from './i18n.ts';
import { useSearchStrings } from './search-kinds.ts';

/** One hit: its title with what was looked for marked, and where it stands. */
export function SearchHitLine({ hit, snippet = false }: { hit: SearchHit; snippet?: boolean }) {
  const t = useSearchStrings();
  const language = useLanguage();
  const english = language === 'en' && hit.title.en !== null;
  const subtitle = hit.subtitle && (language === 'en' && hit.subtitle.en ? hit.subtitle.en : hit.subtitle.zh);
  return (
    <>
      <span className="hit-title">
        {english ? (
          <Marked text={hit.title.en!} marks={hit.marks.en} />
        ) : (
          <Marked text={hit.title.zh} marks={hit.marks.zh} />
        )}
      </span>
      {english && hit.marks.en.length === 0 && hit.marks.zh.length > 0 && (
        <span className="cap hit-sub">
          <Marked text={hit.title.zh} marks={hit.marks.zh} />
        </span>
      )}
      <span className="cap hit-sub">
        {hit.visibility !== 'public' && <span className="hit-flag">{t(hit.visibility)}</span>}
        {subtitle}
      </span>
      {snippet && hit.snippet && hit.match === 'text' && (
        <span className="sub hit-snippet">
          <Marked text={hit.snippet} marks={hit.marks.snippet} />
        </span>
      )}
    </>
  );
}
