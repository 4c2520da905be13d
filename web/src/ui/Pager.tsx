import { useAppStrings } from '../app/strings.ts';
import { formatCount } from './format.ts';

type Props = {
  total: number;
  page: number;
  size: number;
  sizes?: number[];
  onPage: (page: number) => void;
  onSize?: (size: number) => void;
};

export function Pager({ total, page, size, sizes = [25, 50, 100, 200], onPage, onSize }: Props) {
  const t = useAppStrings();
  const pages = Math.max(1, Math.ceil(total / size));
  return (
    <nav className="pager" aria-label={t('pageOf', { page, pages })}>
      <span>{t('rowsOf', { total: formatCount(total) })}</span>
      {onSize && (
        <select
          aria-label={t('perPage', { size })}
          value={size}
          onChange={(event) => onSize(Number(event.target.value))}
        >
          {sizes.map((option) => (
            <option key={option} value={option}>
              {t('perPage', { size: option })}
            </option>
          ))}
        </select>
      )}
      <span className="pager-steps">
        <button type="button" className="btn" disabled={page <= 1} onClick={() => onPage(page - 1)}>
          {t('prevPage')}
        </button>
        <span>{t('pageOf', { page, pages })}</span>
        <button type="button" className="btn" disabled={page >= pages} onClick={() => onPage(page + 1)}>
          {t('nextPage')}
        </button>
      </span>
    </nav>
  );
}
