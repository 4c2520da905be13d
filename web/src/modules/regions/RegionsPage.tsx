import '../../ui/maps.css';
import './regions.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Region, RegionList } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { getJson } from '../../app/http.ts';
import { useLanguage, useName, usePick } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { useAppStrings } from '../../app/strings.ts';
import { AsOf, useAsOf } from '../../ui/AsOf.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead, usePageTitle } from '../../ui/PageHead.tsx';
import { TileGrid } from '../../ui/TileGrid.tsx';
import { useRegionStrings } from './strings.ts';

/** Tree order: the province, then each city followed by its counties. */
function inOrder(regions: Region[]): Region[] {
  const below = (parent: string | null): Region[] =>
    regions
      .filter((region) => region.parentCode === parent)
      .sort((a, b) => a.code.localeCompare(b.code))
      .flatMap((region) => [region, ...below(region.code)]);
  const known = new Set(regions.map((region) => region.code));
  return regions
    .filter((region) => !region.parentCode || !known.has(region.parentCode))
    .flatMap((top) => [top, ...below(top.code)]);
}

function Regions({ list, stale }: { list: RegionList; stale: boolean }) {
  const t = useRegionStrings();
  const app = useAppStrings();
  const name = useName();
  const pick = usePick();
  const language = useLanguage();
  const [search, update] = useSearchState();
  const city = search.city;
  const changedOnly = search.changed === '1';
  const cities = list.regions.filter((region) => region.level === 'city');
  const names = new Map(list.regions.map((region) => [region.code, name(region)]));
  const countOf = (code: string) => list.regions.filter((region) => region.parentCode === code).length;
  const changed = (region: Region) => region.note !== null || region.successors.length > 0;
  const rows = inOrder(list.regions)
    .filter((region) => !city || region.code === city || region.parentCode === city)
    .filter((region) => !changedOnly || changed(region));
  return (
    <div className="regions">
      <section>
        <h2>{t('grid')}</h2>
        <TileGrid
          label={t('grid')}
          marks={false}
          chosen={city}
          onChoose={(code) => update({ city: code === city ? undefined : code })}
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
        <div className="filters">
          <h2 style={{ margin: 0 }}>
            {t('table')} <span className="cap">{rows.length}</span>
          </h2>
          <label className="sub row push">
            <input
              type="checkbox"
              checked={changedOnly}
              onChange={(event) => update({ changed: event.target.checked ? '1' : undefined })}
            />
            {t('changed')}
          </label>
          {city && (
            <button type="button" className="btn text" onClick={() => update({ city: undefined })}>
              {app('clearFilters')}
            </button>
          )}
        </div>
        {rows.length === 0 ? (
          <EmptyState title={t('none')} hint={t('noneHint')} />
        ) : (
          <DataTable
            caption={t('table')}
            rows={rows}
            compact
            stale={stale}
            rowKey={(region) => `${region.code}${region.validFrom ?? ''}`}
            columns={[
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
                cell: (region) => (
                  <span className={region.level === 'county' ? 'region-county' : 'strong'}>{name(region)}</span>
                ),
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
                          names: region.successors
                            .map((code) => names.get(code) ?? code)
                            .join(language === 'zh' ? '、' : ', '),
                        })}
                      </span>
                    )}
                    {region.note && <span className="cap under">{pick(region.note)}</span>}
                    {!changed(region) && '—'}
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
            ]}
          />
        )}
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
      <Loaded query={query}>{(list) => <Regions list={list} stale={query.isPlaceholderData} />}</Loaded>
    </>
  );
}
