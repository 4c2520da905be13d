/** The sender, receiver and identifier of a JSON document, as the header that XML documents carry them in, and back. */
import type { EpcisDocument, Extension } from './model.ts';

export const SBDH = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader';
const name = (local: string) => `{${SBDH}}${local}`;
type Said = Pick<EpcisDocument, 'sender' | 'receiver' | 'instanceIdentifier'>;

export function writeSbdh({ sender, receiver, instanceIdentifier }: Said, created: string): Extension | undefined {
  if (sender === undefined && receiver === undefined && instanceIdentifier === undefined) return undefined;
  const partner = (id: string | undefined) => ({ [name('Identifier')]: id ?? '' });
  return {
    [name('HeaderVersion')]: '1.0',
    [name('Sender')]: partner(sender),
    [name('Receiver')]: partner(receiver),
    [name('DocumentIdentification')]: {
      [name('Standard')]: 'EPCglobal',
      [name('TypeVersion')]: '2.0',
      [name('InstanceIdentifier')]: instanceIdentifier ?? '',
      [name('Type')]: 'Events',
      [name('CreationDateAndTime')]: created,
    },
  };
}

/** What a header says, if it says no more than JSON can; otherwise the header is kept as it is. */
export function readSbdh(header: Extension): Said | undefined {
  const part = (of: Extension | undefined, local: string): Extension | undefined =>
    of !== null && typeof of === 'object' && !Array.isArray(of) ? of[name(local)] : undefined;
  const identification = part(header, 'DocumentIdentification');
  const texts = [
    part(part(header, 'Sender'), 'Identifier'),
    part(part(header, 'Receiver'), 'Identifier'),
    part(identification, 'InstanceIdentifier'),
  ].map((text) => (typeof text === 'string' && text !== '' ? text : undefined));
  const said: Said = { sender: texts[0], receiver: texts[1], instanceIdentifier: texts[2] };
  const created = part(identification, 'CreationDateAndTime');
  return JSON.stringify(writeSbdh(said, String(created))) === JSON.stringify(header) ? said : undefined;
}
