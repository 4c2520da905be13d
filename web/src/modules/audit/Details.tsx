import { useAuditStrings } from './strings.ts';

function show(value: unknown): string {
  if (value === undefined || value === null) return '—';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Details of a change: fields with their value before and after where both are known, else plain fields. */
export function Details({ details }: { details: Record<string, unknown> }) {
  const t = useAuditStrings();
  const { before, after, ...rest } = details;
  const old = isRecord(before) ? before : {};
  const fresh = isRecord(after) ? after : {};
  const fields = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  return (
    <div className="audit-details">
      {fields.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('field')}</th>
              <th scope="col">{t('before')}</th>
              <th scope="col">{t('after')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field}>
                <th scope="row" className="mono">
                  {field}
                </th>
                <td className={show(old[field]) === show(fresh[field]) ? 'sub' : 'audit-old'}>{show(old[field])}</td>
                <td className={show(old[field]) === show(fresh[field]) ? 'sub' : 'audit-new'}>{show(fresh[field])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {Object.keys(rest).length > 0 && (
        <dl className="kv">
          {Object.entries(rest).map(([key, value]) => (
            <div key={key} style={{ display: 'contents' }}>
              <dt className="mono">{key}</dt>
              <dd>{show(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
