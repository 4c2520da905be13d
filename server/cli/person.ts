import { randomBytes } from 'node:crypto';
import { AppError } from '../kernel/error.ts';
import { addPerson } from '../kernel/person/add-person.ts';
import { resetPassword } from '../kernel/person/reset-password.ts';
import { systemScope } from '../kernel/scope/scope.ts';
import { readArguments } from './arguments.ts';
import { openServices } from './open-services.ts';
import { readSettings } from './settings.ts';

/** `person add NAME --organization ID --region CODE --roles a,b [--display-name TEXT]`, `person password NAME` */
export async function runPerson(args: string[]): Promise<number> {
  const { values, files } = readArguments(
    args,
    {
      organization: { type: 'string' },
      region: { type: 'string' },
      roles: { type: 'string' },
      'display-name': { type: 'string' },
    },
    { min: 2, max: 2 },
  );
  const { organization, region, roles } = values;
  if (files[0] === 'password') return runPassword(files[1]!);
  if (files[0] !== 'add' || !organization || !region || !roles)
    throw new AppError('usage', { problem: 'person add NAME --organization ID --region CODE --roles officer' });
  const userName = files[1]!;
  const password = randomBytes(12).toString('base64url');
  const { services, database } = await openServices(readSettings());
  try {
    const scope = systemScope('command line');
    await services.db.within(scope, (tx) =>
      addPerson(tx, scope, services.clock, {
        userName,
        displayName: values['display-name'] ?? userName,
        organizationId: organization,
        regionCode: region,
        roles: roles.split(','),
        password,
      }),
    );
    process.stdout.write(`${userName}  ${password}\n`);
    return 0;
  } finally {
    await database.close();
  }
}

async function runPassword(userName: string): Promise<number> {
  const password = randomBytes(12).toString('base64url');
  const { services, database } = await openServices(readSettings());
  try {
    const scope = systemScope('command line');
    await services.db.within(scope, (tx) => resetPassword(tx, scope, services.clock, userName, password));
    process.stdout.write(`${userName}  ${password}\n`);
    return 0;
  } finally {
    await database.close();
  }
}
