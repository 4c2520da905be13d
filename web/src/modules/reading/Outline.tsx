import type { Section } from './items.ts';
import { useReadingStrings } from './strings.ts';

type Props = { sections: Section[]; here: number; onGo: (offset: number) => void };

export function Outline({ sections, here, onGo }: Props) {
  const t = useReadingStrings();
  const current = sections.findLastIndex((section) => section.start <= here);
  return (
    <nav className="outline" aria-label={t('outline')}>
      <div className="cap">{t('outline')}</div>
      {sections.length === 0 && <p className="cap">{t('noOutline')}</p>}
      <ol>
        {sections.map((section, index) => (
          <li key={`${section.start}:${section.title}`} style={{ paddingLeft: (section.level - 1) * 12 }}>
            <button
              type="button"
              aria-current={index === current ? 'location' : undefined}
              className={section.level === 0 ? 'outline-document' : undefined}
              onClick={() => onGo(section.start)}
            >
              <span>{section.title}</span>
              {section.targets > 0 && <span className="cap">{section.targets}</span>}
              {section.findings > 0 && (
                <span className="seal-text nowrap" title={`${t('findings')} ${section.findings}`}>
                  ● {section.findings}
                </span>
              )}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
