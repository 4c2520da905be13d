import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import type { OrganizationList } from '../app/contract.ts';
import { getJson } from '../app/http.ts';
import { useName } from '../app/i18n.ts';
import { useCaseStrings } from './case-strings.ts';

type Known = { id: string; name: string; nameEn?: string };
type Props = {
  label: string;
  value: string[];
  many?: boolean;
  /** Names of what is chosen already. */
  known?: Known[];
  onChange: (ids: string[]) => void;
};

/** Finds organizations that exist today by a part of their name. */
export function OrganizationPicker({ label, value, many = false, known = [], onChange }: Props) {
  const t = useCaseStrings();
  const name = useName();
  const [text, setText] = useState('');
  const [seen, setSeen] = useState<Known[]>(known);
  const { data } = useQuery({
    queryKey: ['organizations', 'pick', text],
    queryFn: () => getJson<OrganizationList>('/api/organizations', { q: text, size: 40 }),
    placeholderData: keepPreviousData,
  });
  const found: Known[] = data?.rows ?? [];
  const chosen = seen.filter((one) => value.includes(one.id) && !found.some((row) => row.id === one.id));
  const options = [...chosen, ...found].map((one) => ({ value: one.id, label: name(one) }));
  const keep = (ids: string[]) => {
    setSeen([...seen, ...found.filter((one) => ids.includes(one.id))]);
    onChange(ids);
  };
  return (
    <Select
      aria-label={label}
      mode={many ? 'multiple' : undefined}
      value={(many ? value : value[0]) as never}
      placeholder={t('pickUnit')}
      showSearch={{ filterOption: false, onSearch: setText }}
      notFoundContent={t('noUnit')}
      onChange={(chosenIds: string | string[]) => keep([chosenIds].flat())}
      options={options}
      style={{ width: '100%' }}
    />
  );
}
