import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { RegionList } from '../app/contract.ts';
import { reaches } from '../app/contract.ts';
import { getJson } from '../app/http.ts';
import { useName } from '../app/i18n.ts';
import { useSession } from '../app/session.ts';

type RegionPickerProps = {
  label: string;
  value: string | undefined;
  all?: string;
  width?: number | string;
  onChange: (code: string) => void;
};

/** A region at or below the user's own. */
export function RegionPicker({ label, value, all, width = '100%', onChange }: RegionPickerProps) {
  const name = useName();
  const home = useSession().data?.me?.region.code;
  const query = useQuery({
    queryKey: ['regions', 'today'],
    queryFn: () => getJson<RegionList>('/api/regions'),
    staleTime: 10 * 60_000,
  });
  const regions = (query.data?.regions ?? []).filter((region) => home && reaches('down', home, region.code));
  return (
    <Select
      aria-label={label}
      style={{ width }}
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      loading={query.isPending}
      onChange={onChange}
      options={[
        ...(all ? [{ value: '', label: all }] : []),
        ...regions.map((region) => ({ value: region.code, label: name(region) })),
      ]}
    />
  );
}
