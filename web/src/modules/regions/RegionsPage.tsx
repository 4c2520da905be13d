import '../../ui/maps.css';
import './regions.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Region, RegionList } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { getJson } from '../../app/http.ts';
import { useLanguage, useName, usePick } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { AsOf, useAsOf } from '../../ui/AsOf.tsx';
import type { Column } from '../../ui/DataTable.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead, usePageTitle } from '../../ui/PageHead.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { TileGrid } from '../../ui/TileGrid.tsx';
import { useRegionStrings } from './strings.ts';

function Regions({ list, asOf }: { list: RegionList; asOf: string | undefined }) {
  const t = useRegionStrings();
  const name = useName();
  const pick = usePick();
  const language = useLanguage();
  const [search, update] = useSearchState();
  const city = search.city;
  const cities = list.regions.filter((region) => region.level === 'city');
  const names = new Map(list.regions.map((region) => [region.code, name(region)]));
  const countOf = (code: string) => list.regions.filter((region) => region.parentCode === code).length;
  const filter = { q: search.q, city, changed: search.changed, asOf };
  const params = { ...filter, page: search.page ?? '1', size: search.size ?? '200' };
  const table = useQuery({
    queryKey: ['regions', 'list', params],
    queryFn: async () => {
      const { total, regions } = await getJson<RegionList>('/api/regions', params);
      return { total, rows: regions };
    },
    placeholderData: keepPreviousData,
  });
  const columns: Column<Region>[] = [
    {
      id: 'code',
      header: t('code'),
      width: 90,
      cell: (region) => <span className="num">{region.code}</span>,
    },
    {
      id: 'name',
      header: t('name'),
      names: true,
      cell: (region) => <span className={region.level === 'county' ? 'region-county' : 'strong'}>{name(region)}</span>,
    },
    { id: 'level', header: t('level'), cell: (region) => <span className="sub">{t(region.level)}</span> },
    {
      id: 'valid',
      header: t('valid'),
      cell: (region) => (
        <span className="sub">
          {[
            region.validFrom && t('since', { from: region.validFrom }),
            region.validTo && t('until', { to: region.validTo }),
          ]
            .filter(Boolean)
            .join(' ') || '—'}
        </span>
      ),
    },
    {
      id: 'change',
      header: t('change'),
      cell: (region) => (
        <span className="sub">
          {region.successors.length > 0 && (
            <span className="under">
              {t('successors', {
                names: region.successors.map((code) => names.get(code) ?? code).join(language === 'zh' ? '、' : ', '),
              })}
            </span>
          )}
          {region.note && <span className="cap under">{pick(region.note)}</span>}
          {region.note === null && region.successors.length === 0 && '—'}
        </span>
      ),
    },
    {
      id: 'targets',
      header: t('targets'),
      cell: (region) =>
        region.level === 'county' ? (
          <span className="cap">—</span>
        ) : (
          <FaceLink to="/targets" search={{ region: region.code }} className="nowrap">
            {t('targets')}
          </FaceLink>
        ),
    },
  ];
  return (
    <div className="regions">
      <section>
        <h2>{t('grid')}</h2>
        <TileGrid
          label={t('grid')}
          marks={false}
          chosen={city}
          onChoose={(code) => update({ city: code === city ? undefined : code, page: undefined })}
          cities={cities.map((region) => ({
            code: region.code,
            name: language === 'en' ? region.nameEn.replace(/ City$/, '') : region.name.replace(/市$/, ''),
            value: String(countOf(region.code)),
            status: 'no-data',
            words: t('words', { city: name(region), count: countOf(region.code) }),
          }))}
        />
        <p className="cap" style={{ marginTop: 8 }}>
          {t('choose')}
        </p>
      </section>
      <section>
        <h2>{t('table')}</h2>
        <TableFrame
          room="regions"
          caption={t('table')}
          query={table}
          columns={columns}
          pageSize={200}
          rowKey={(region) => `${region.code}${region.validFrom ?? ''}`}
          searchLabel={t('searchLabel')}
          searchHint={t('searchHere')}
          filterKeys={['city', 'changed']}
          filters={(state, update) => (
            <label className="sub row">
              <input
                type="checkbox"
                checked={state.changed === '1'}
                onChange={(event) => update({ changed: event.target.checked ? '1' : undefined, page: undefined })}
              />
              {t('changed')}
            </label>
          )}
          exportPath="/api/regions/export"
          exportParams={filter}
          empty={{ title: t('none'), hint: t('noneHint') }}
        />
      </section>
    </div>
  );
}

export function RegionsPage() {
  const t = useRegionStrings();
  const asOf = useAsOf();
  usePageTitle(t('title'));
  const query = useQuery({
    queryKey: ['regions', asOf ?? 'today'],
    queryFn: () => getJson<RegionList>('/api/regions', { asOf }),
    placeholderData: keepPreviousData,
  });
  const count = (level: Region['level']) => query.data?.regions.filter((region) => region.level === level).length ?? 0;
  return (
    <>
      <PageHead
        title={t('title')}
        sub={query.data ? t('sub', { day: query.data.asOf, cities: count('city'), counties: count('county') }) : ' '}
        actions={<AsOf />}
      />
      <Loaded query={query}>{(list) => <Regions list={list} asOf={asOf} />}</Loaded>
    </>
  );
}
