import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import type { OrganizationList, RegionList } from '../app/contract.ts';
import { reaches } from '../app/contract.ts';
import { getJson } from '../app/http.ts';
import { useName } from '../app/i18n.ts';
import { useSession } from '../app/session.ts';

type OrganizationPickerProps = {
  label: string;
  value: string | undefined;
  /** Shown before the list is asked for: the name of what is chosen already. */
  name?: string;
  placeholder?: string;
  clearable?: boolean;
  /** Only organizations of the user's own regions. */
  inReach?: boolean;
  asOf?: string;
  onChange: (id: string | undefined, name: string) => void;
};

/** An organization by part of its name, short name or code. */
export function OrganizationPicker(props: OrganizationPickerProps) {
  const { label, value, name, placeholder, clearable = false, inReach = false, asOf, onChange } = props;
  const nameOf = useName();
  const home = useSession().data?.me?.region.code;
  const [text, setText] = useState('');
  const query = useQuery({
    queryKey: ['organizations', 'pick', text, asOf ?? 'today'],
    queryFn: () => getJson<OrganizationList>('/api/organizations', { q: text, size: 60, asOf }),
    placeholderData: (before) => before,
  });
  const options = (query.data?.rows ?? [])
    .filter((row) => row.kind !== 'group' && (!inReach || (home && reaches('down', home, row.regionCode))))
    .map((row) => ({ value: row.id, label: nameOf(row) }));
  if (value && name && !options.some((option) => option.value === value)) options.unshift({ value, label: name });
  return (
    <Select
      aria-label={label}
      style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setText }}
      allowClear={clearable}
      value={value}
      placeholder={placeholder}
      loading={query.isFetching}
      options={options}
      onChange={(id: string | undefined) => onChange(id, options.find((option) => option.value === id)?.label ?? '')}
    />
  );
}

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
