import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import type { OrganizationList } from '../app/contract.ts';
import { getJson } from '../app/http.ts';
import { useName } from '../app/i18n.ts';
import { useSession } from '../app/session.ts';
import { useCaseStrings } from './case-strings.ts';

/** What is known of an organization before the list is asked for. */
export type PickedOrganization = { id: string; name: string; nameEn?: string };
type Common = {
  label: string;
  placeholder?: string;
  /** Only organizations of the user's own region and below. */
  inReach?: boolean;
  /** That exist on this day; today if none is given. */
  asOf?: string;
  /** Names of what is chosen already. */
  known?: PickedOrganization[];
  /** A field that must be filled and is not. */
  invalid?: boolean;
};
type One = Common & {
  value: string | undefined;
  clearable?: boolean;
  onChange: (id: string | undefined, name: string) => void;
};
type Several = Common & { value: string[]; onChange: (ids: string[]) => void };

const SHOWN = 60;

/** Finds organizations by a part of name, short name or code; collective names, which nobody acts for, are left out. */
function useOrganizations({ known = [], inReach = false, asOf }: Common, chosen: readonly string[]) {
  const nameOf = useName();
  const home = useSession().data?.me?.region.code;
  const [text, setText] = useState('');
  const [seen, setSeen] = useState<PickedOrganization[]>(known);
  const query = useQuery({
    queryKey: ['organizations', 'pick', text, asOf ?? 'today', inReach],
    queryFn: () =>
      getJson<OrganizationList>('/api/organizations', {
        q: text,
        size: SHOWN,
        asOf,
        acting: '1',
        ...(inReach && home ? { below: home } : {}),
      }),
    placeholderData: keepPreviousData,
  });
  const found: PickedOrganization[] = query.data?.rows ?? [];
  const missing = [...known, ...seen].filter(
    (one, index, all) =>
      chosen.includes(one.id) &&
      !found.some((row) => row.id === one.id) &&
      all.findIndex((other) => other.id === one.id) === index,
  );
  return {
    options: [...missing, ...found].map((one) => ({ value: one.id, label: nameOf(one) })),
    loading: query.isFetching,
    setText,
    /** Another search must not lose the names of what is chosen. */
    keep: (ids: readonly string[]) => setSeen([...seen, ...found.filter((one) => ids.includes(one.id))]),
  };
}

type Options = ReturnType<typeof useOrganizations>;

const shared = ({ label, invalid }: Common, { options, loading, setText }: Options) => ({
  'aria-label': label,
  ...(invalid ? { 'aria-invalid': true, status: 'error' as const } : {}),
  showSearch: { filterOption: false as const, onSearch: setText },
  loading,
  options,
  style: { width: '100%' },
});

/** One organization. */
export function OrganizationPicker(props: One) {
  const t = useCaseStrings();
  const { value, placeholder = t('pickUnit'), clearable = false, onChange } = props;
  const found = useOrganizations(props, value ? [value] : []);
  return (
    <Select
      {...shared(props, found)}
      allowClear={clearable}
      value={value}
      placeholder={placeholder}
      notFoundContent={t('noUnit')}
      onChange={(id: string | undefined) => {
        found.keep(id ? [id] : []);
        onChange(id, found.options.find((option) => option.value === id)?.label ?? '');
      }}
    />
  );
}

/** Any number of organizations. */
export function OrganizationsPicker(props: Several) {
  const t = useCaseStrings();
  const { value, placeholder = t('pickUnit'), onChange } = props;
  const found = useOrganizations(props, value);
  return (
    <Select
      {...shared(props, found)}
      mode="multiple"
      value={value}
      placeholder={placeholder}
      notFoundContent={t('noUnit')}
      onChange={(ids: string[]) => {
        found.keep(ids);
        onChange(ids);
      }}
    />
  );
}
