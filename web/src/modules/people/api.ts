import type {
  ChangedPerson,
  ChangedPost,
  FetchPasswords,
  FirstPassword,
  HandOver,
  HandOverAnswer,
  NewPersonInput,
  NewPost,
  PeopleImport,
  PersonAction,
  PersonDetail,
  PersonPage,
} from '../../app/contract.ts';
import { getJson, type Params, sendJson } from '../../app/http.ts';

const at = (id: string, rest = '') => `/api/people/${encodeURIComponent(id)}${rest}`;

export const peopleQuery = (params: Params) => ({
  queryKey: ['people', params] as const,
  queryFn: () => getJson<PersonPage>('/api/people', params),
});
export const personQuery = (id: string) => ({
  queryKey: ['person', id] as const,
  queryFn: () => getJson<PersonDetail>(at(id)),
});
export const addPerson = (input: NewPersonInput) => sendJson<FirstPassword>('POST', '/api/people', input);
export const changePerson = (id: string, input: ChangedPerson) => sendJson<PersonDetail>('PUT', at(id), input);
export const setState = (id: string, action: PersonAction['action']) =>
  sendJson<PersonDetail>('POST', at(id, '/state'), { action });
export const readEmail = (id: string) => sendJson<{ email: string | null }>('POST', at(id, '/email'));
export const resetPassword = (id: string) => sendJson<FirstPassword>('POST', at(id, '/password'));
export const grantPost = (id: string, post: NewPost) => sendJson<PersonDetail>('POST', at(id, '/posts'), post);
export const changePost = (id: string, post: ChangedPost) =>
  sendJson<PersonDetail>('PUT', `/api/posts/${encodeURIComponent(id)}`, post);
export const fetchPasswords = (wish: FetchPasswords) =>
  sendJson<Pick<PeopleImport, 'passwords'>>('POST', '/api/people/import/passwords', wish);
export const handOver = (id: string, wish: HandOver) => sendJson<HandOverAnswer>('POST', at(id, '/hand-over'), wish);
