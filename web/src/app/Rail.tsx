import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Permission } from './contract.ts';
import { useMay } from './session.ts';
import { useAppStrings } from './strings.ts';

/** A room is called by its key in the words of the application. */
type RoomKey = Parameters<ReturnType<typeof useAppStrings>>[0];
type Room = { key: RoomKey; to: string; needs: Permission };
type Group = { title: 'groupWork' | 'groupBook' | 'groupWatch' | null; rooms: Room[] };

/** A room enters this list on the day it works. */
const groups: Group[] = [
  { title: null, rooms: [{ key: 'desk', to: '/', needs: 'desk.read' }] },
  {
    title: 'groupWork',
    rooms: [
      { key: 'plans', to: '/plans', needs: 'plan.read' },
      { key: 'targets', to: '/targets', needs: 'plan.read' },
      { key: 'tasks', to: '/tasks', needs: 'work.read' },
      { key: 'cities', to: '/cities', needs: 'plan.read' },
      { key: 'index', to: '/index', needs: 'index.read' },
      { key: 'trace', to: '/traceability', needs: 'trace.read' },
      { key: 'environment', to: '/environment', needs: 'environment.read' },
      { key: 'ecosystem', to: '/ecosystem', needs: 'environment.read' },
      { key: 'documents', to: '/documents', needs: 'document.read' },
    ],
  },
  {
    title: 'groupBook',
    rooms: [
      { key: 'organizations', to: '/organizations', needs: 'organization.read' },
      { key: 'regions', to: '/regions', needs: 'region.read' },
      { key: 'dictionary', to: '/dictionary', needs: 'dictionary.read' },
    ],
  },
  {
    title: 'groupWatch',
    rooms: [
      { key: 'people', to: '/people', needs: 'person.manage' },
      { key: 'access', to: '/access', needs: 'session.watch' },
      { key: 'jobs', to: '/jobs', needs: 'job.own' },
      { key: 'audit', to: '/audit', needs: 'audit.read' },
      { key: 'log', to: '/log', needs: 'log.read' },
    ],
  },
];

type Props = { counts: Partial<Record<RoomKey, number>>; head?: ReactNode; onGo?: () => void };

export function Rail({ counts, head, onGo }: Props) {
  const t = useAppStrings();
  const may = useMay();
  const path = useLocation({ select: (location) => location.pathname });
  const asOf = useLocation({ select: (location) => (location.search as Record<string, string>).asOf });
  const here = (to: string) => (to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`));
  return (
    <nav className="rooms" aria-label={t('rooms')}>
      {head}
      {groups.map((group) => {
        const rooms = group.rooms.filter((room) => may(room.needs));
        if (rooms.length === 0) return null;
        return (
          <div key={group.title ?? 'first'}>
            {group.title && <p>{t(group.title)}</p>}
            <ul>
              {rooms.map((room) => (
                <li key={room.key}>
                  <Link
                    to={room.to}
                    search={(asOf ? { asOf } : {}) as never}
                    aria-current={here(room.to) ? 'page' : undefined}
                    onClick={onGo}
                  >
                    <span>{t(room.key)}</span>
                    {counts[room.key] ? <span className="count">{counts[room.key]}</span> : null}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}
