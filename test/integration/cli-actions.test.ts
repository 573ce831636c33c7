import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandLine } from '#test/kit/command-line.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

/** The command line over a database of one site. */
async function lineOfSite(): Promise<ReturnType<typeof commandLine>> {
  const line = commandLine();
  const sites = join(line.folder, 'sites.json');
  writeFileSync(sites, JSON.stringify(fleetDocument({ sites: 1 })));
  expect((await line.vigil('import', sites)).code).toBe(0);
  return line;
}

it('lists runbooks and how a version did, and refuses what is no runbook', async () => {
  using line = await lineOfSite();
  const listed = (await line.vigil('runbooks', '--json')).lines();
  expect(listed).toContainEqual(
    expect.objectContaining({ finding_type: 'TOUR_OVERDUE', escalate_to_role: 'supervisor', version: 1 }),
  );
  const effect = (await line.vigil('runbooks', 'effect', 'TOUR_OVERDUE', '--json')).lines();
  expect(effect).toMatchObject([{ version: 1, used: 0, success: { n: 0, share: null } }]);
  expect((await line.vigil('runbooks', 'effect', 'TOUR_OVERDUE')).out).toContain('n 0');
  expect(await line.vigil('runbooks', 'effect', 'NONE')).toMatchObject({ code: 1 });
  expect(await line.vigil('runbooks', 'forget')).toMatchObject({ code: 2 });
});

it('stops everything with a reason, says so, and lets it go on', async () => {
  using line = await lineOfSite();
  expect(await line.vigil('actions', 'stop')).toMatchObject({ code: 2 });
  expect((await line.vigil('actions', 'stop', '--reason', 'wrong number')).out).toContain('Nothing leaves');
  expect((await line.vigil('actions')).err).toContain('wrong number');
  expect((await line.vigil('actions', 'resume')).out).toContain('Messages go again');
  expect((await line.vigil('actions')).err).not.toContain('wrong number');
});

it('lists messages and roles, and refuses a list that there is not', async () => {
  using line = await lineOfSite();
  for (const verb of ['messages', 'roles'])
    expect((await line.vigil('actions', verb, '--json')).lines()).toEqual([]);
  expect((await line.vigil('actions', 'messages', '--list', 'failed', '--json')).lines()).toEqual([]);
  expect(await line.vigil('actions', 'messages', '--list', 'LOST')).toMatchObject({ code: 2 });
});

it('compares versions of a runbook, retires it and brings it back, each with a reason', async () => {
  using line = await lineOfSite();
  const file = join(line.folder, 'runbook.json');
  const runbook = {
    ...{ finding_type: 'DURESS', title: 'Help', category: 'SAFETY', severity: 'CRITICAL', steps: ['Call'] },
    ...{ escalation_sla_minutes: 5, escalate_to_role: 'supervisor' },
  };
  writeFileSync(file, JSON.stringify({ version: 1, runbooks: [runbook] }));
  expect(await line.vigil('import', file)).toMatchObject({ code: 0 });
  const standing = async () =>
    (await line.vigil('runbooks')).out.split('\n').find((row) => /^DURESS /.test(row));
  const because = ['--reason', 'to know'];
  expect(await line.vigil('runbooks', 'compare', 'DURESS', '--versions', '1', ...because)).toMatchObject({
    code: 2,
  });
  expect(await line.vigil('runbooks', 'compare', 'DURESS', '--versions', '1,2')).toMatchObject({ code: 2 });
  expect(await line.vigil('runbooks', 'compare', 'DURESS', '--versions', '1,3', ...because)).toMatchObject({
    code: 1,
  });
  expect(await line.vigil('runbooks', 'compare', 'DURESS', '--versions', '1,2', ...because)).toMatchObject({
    code: 0,
  });
  expect(await standing()).toContain('1 and 2 compared');
  expect((await line.vigil('runbooks', 'comparisons', 'DURESS')).out).toContain('too few: 30 and 30 to go');
  expect(await line.vigil('runbooks', 'end', 'DURESS', ...because)).toMatchObject({ code: 0 });
  const retired = await line.vigil('runbooks', 'retire', 'DURESS', ...because);
  expect(retired.out + retired.err).toContain('Without a runbook now: DURESS.');
  expect(await standing()).toContain('retired');
  expect((await line.vigil('runbooks')).err).toContain('Without a runbook: DURESS.');
  expect(await line.vigil('runbooks', 'bring-back', 'DURESS', ...because)).toMatchObject({ code: 0 });
  expect(await standing()).toContain('in use');
});
