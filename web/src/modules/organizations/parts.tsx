import type { Organization } from '../../app/contract.ts';
import { organizationKindNames, organizationKinds } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useLanguage, usePick } from '../../app/i18n.ts';
import { useOrganizationStrings } from './strings.ts';

export const kinds = organizationKinds;

export function useKindName(): (kind: string) => string {
  const pick = usePick();
  return (kind) => {
    const known = kinds.find((one) => one === kind);
    return known ? pick(organizationKindNames[known]) : kind;
  };
}

export function Existed({ row }: { row: Pick<Organization, 'validFrom' | 'validTo'> }) {
  const t = useOrganizationStrings();
  const words = [row.validFrom && t('since', { from: row.validFrom }), row.validTo && t('until', { to: row.validTo })];
  return <span className="sub nowrap">{words.filter(Boolean).join(' ') || t('always')}</span>;
}

/** Predecessors and successors: what an old document calls by a name that is no more. */
export function Line({ row }: { row: Organization }) {
  const t = useOrganizationStrings();
  const zh = useLanguage() === 'zh';
  const links = (list: { id: string; name: string }[]) =>
    list.map((one, index) => (
      <span key={one.id}>
        {index > 0 && (zh ? '、' : ', ')}
        <FaceLink to={`/organizations/${one.id}`} keepDay={false}>
          {one.name}
        </FaceLink>
      </span>
    ));
  if (row.predecessors.length + row.successors.length === 0) return <span className="cap">—</span>;
  return (
    <span className="sub">
      {row.predecessors.length > 0 && (
        <span className="under">
          {t('from')}
          {links(row.predecessors)}
        </span>
      )}
      {row.successors.length > 0 && (
        <span className="under">
          {t('to')}
          {links(row.successors)}
        </span>
      )}
    </span>
  );
}
