import { useName } from '../../app/i18n.ts';
import { useSession } from '../../app/session.ts';

type Named = Parameters<ReturnType<typeof useName>>[0];

/** Regions number their tasks each for itself: a code of another region is said with its name. */
export function useTaskCode(): (task: { code: string; region: Named & { code: string } }) => string {
  const name = useName();
  const own = useSession().data?.me?.region.code;
  return ({ code, region }) => (region.code === own ? code : `${name(region)} ${code}`);
}
