import { FaceLink } from '../../app/face.tsx';
import { useLogStrings } from './strings.ts';

const pages: readonly [RegExp, (id: string) => string][] = [
  [/^plan\/(.+)$/, (id) => `/plans/${id}`],
  [/^index-run\/(.+)$/, (id) => `/index/runs/${id}`],
];

/** The subject of an entry, as a link where there is a page of it. */
export function Subject({ subject }: { subject: string }) {
  const t = useLogStrings();
  if (subject.startsWith('sealed/')) return <span className="cap">{t('sealed')}</span>;
  for (const [form, to] of pages) {
    const id = form.exec(subject)?.[1];
    if (id)
      return (
        <FaceLink to={to(id)} className="mono log-subject">
          {subject}
        </FaceLink>
      );
  }
  return <span className="mono log-subject">{subject}</span>;
}
