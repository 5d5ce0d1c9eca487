// A session of two advisers, its next appointment and what becomes of it, by the keyboard alone:
//   node journey_agenda.mjs BASE LINK LINK     the one-time links of an adviser and of the director of the centre
import { check, choose, day, finish, follow, look, open, path, send, step, text, type, visitor } from './kit.mjs';

const [base, ...links] = process.argv.slice(2);
if (!base || links.length < 2) {
  console.error('node journey_agenda.mjs BASE LINK LINK');
  process.exit(2);
}
const adviser = await visitor(base, links[0]);
const director = await visitor(base, links[1]);
const inDays = (days) => new Date(Date.now() - 6 * 3600e3 + days * 864e5).toISOString().slice(0, 10);
async function english(page, seen) {
  await follow(page, page.locator('form.lang button'));
  await seen();
  await follow(page, page.locator('form.lang button'));
}

// ---- one session, two advisers
await open(adviser, '/sessions/new?enterprise=E-0003');
await choose(adviser, 'kind', 'advice_business');
await choose(adviser, 'contact_minutes', '60');
await type(adviser, 'preparation_minutes', '60');
await type(adviser, 'start_time', '0900AM');
await type(adviser, 'end_time', '1000AM');
await day(adviser, 'next_appointment', inDays(8));
await type(adviser, 'code', 'S-J1');
await send(adviser);
await open(adviser, '/sessions/S-J1');
await follow(adviser, adviser.locator('main a[href^="/session_advisers/new"]'));
await look(adviser, 'another adviser');
await choose(adviser, 'adviser', 'ST-05');
await type(adviser, 'travel_minutes', '40');
await send(adviser);
check('back at the session', path(adviser) === '/sessions/S-J1', path(adviser) + await text(adviser));
const words = await text(adviser);
check('client time 2 h, advisers 3 h', words.includes('Tiempo del cliente\n2 h 00 min') && words.includes('3 h 00 min'), words);
await look(adviser, 'session of two');
await english(adviser, async () => {
  check('in English', (await text(adviser)).includes('Client time'), await text(adviser));
  await look(adviser, 'session of two in English');
});

// ---- the next appointment
await type(adviser, 'start_time', '0200PM', 'main form[action$="/schedule"]');
await type(adviser, 'end_time', '0300PM', 'main form[action$="/schedule"]');
await send(adviser, 'form[action$="/schedule"]');
check('an appointment was made', (await text(adviser)).includes('Programada'), await text(adviser));
const appointment = path(adviser);
await look(adviser, 'appointment');
await open(adviser, '/sessions/S-J1');
check('it is named where it came from', (await text(adviser)).includes('Ya programada'), await text(adviser));
await type(adviser, 'start_time', '0400PM', 'main form[action$="/schedule"]');
await type(adviser, 'end_time', '0500PM', 'main form[action$="/schedule"]');
await send(adviser, 'form[action$="/schedule"]');
check('twice on one day is refused', (await text(adviser)).includes('ya tiene una cita ese día'), await text(adviser));
await look(adviser, 'appointment refused');
await open(adviser, appointment);
await step(adviser, 'miss', (form) => type(adviser, 'not_held_reason', 'No llegó', form));
check('nobody fails to come before the day', (await text(adviser)).includes('aún no llega'), await text(adviser));
await open(adviser, appointment);
await step(adviser, 'cancel', (form) => type(adviser, 'not_held_reason', 'La clienta viaja', form));
check('cancelled', (await text(adviser)).includes('Cancelada') && (await text(adviser)).includes('La clienta viaja'), await text(adviser));
await look(adviser, 'appointment cancelled');
await open(director, '/sessions/S-J1');
check('the director sees it', (await text(director)).includes('3 h 00 min'), await text(director));

// ---- the agenda: a free hour becomes an appointment
await open(adviser, `/agenda?on=${inDays(8)}`);
check('her own agenda', await adviser.locator('select[name="adviser"]').inputValue() === 'ST-04', await text(adviser));
check('what was cancelled is struck through', await adviser.locator('a.slot.off').count() === 1, await text(adviser));
await follow(adviser, adviser.locator(`a.free[href*="${inDays(8)}T10"]`));
await look(adviser, 'whose appointment');
await type(adviser, 'q', 'E-0005');
await send(adviser, 'main form[method="get"]');
await follow(adviser, adviser.locator('main a[href*="enterprise=E-0005"]'));
check('the hour is known', await adviser.locator('[name="start_time"]').inputValue() === '10:00' && await adviser.locator('[name="end_time"]').inputValue() === '11:00'
  && await adviser.locator('[name="date"]').inputValue() === inDays(8));
await choose(adviser, 'kind', 'advice_ict');
await type(adviser, 'code', 'S-J2');
await send(adviser);
await open(adviser, '/sessions/S-J2');
check('it is scheduled', (await text(adviser)).includes('Programada'), await text(adviser));
for (const view of ['day', 'week', 'month']) {
  await open(adviser, `/agenda?view=${view}&on=${inDays(8)}`);
  check(`it stands in the ${view}`, await adviser.locator('a.slot.planned[href="/sessions/S-J2"]').count() === 1, await text(adviser));
  await look(adviser, `agenda ${view}`);
}
check('the hour is taken', (await open(adviser, `/agenda?on=${inDays(8)}`), await adviser.locator(`a.free[href*="${inDays(8)}T10"]`).count()) === 0);
await english(adviser, async () => look(adviser, 'agenda in English'));
for (const view of ['day', 'week', 'month']) {
  await open(director, `/agenda?view=${view}&on=2014-10-15`);
  check(`everybody in the ${view}`, await director.locator('a.slot').count() > 1, await text(director));
  await look(director, `everybody ${view}`);
}
await open(director, '/agenda?view=week&on=2014-10-15&adviser=ST-04');
await look(director, 'agenda of an adviser');
await follow(director, director.getByRole('link', { name: 'Siguiente' }));
check('the week after', (await text(director)).includes('20 de octubre de 2014'), await text(director));

// ---- the agenda on the telephone: the address is shown once, and revoked
await open(adviser, '/agenda/calendar');
await look(adviser, 'no calendar yet');
await send(adviser, 'main form[action="/agenda/calendar"]');
const address = await adviser.locator('#address').innerText();
check('a secret address', /\/calendar\/[\w-]{43}\.ics$/.test(address), address);
await look(adviser, 'calendar address');
const calendar = await (await fetch(address)).text();
check('her appointment is in it, without the client', calendar.includes('sessions-S-J2@') && !calendar.includes('Martínez'), calendar.slice(0, 400));
await open(adviser, '/agenda/calendar');
check('it is not shown again', !(await text(adviser)).includes('.ics'), await text(adviser));
await english(adviser, async () => look(adviser, 'calendar in English'));
await follow(adviser, adviser.getByRole('button', { name: 'Revocar la dirección' }));
check('revoked', (await fetch(address)).status === 404);

// ---- the members of a group, today and on another day
await open(adviser, '/clients/enterprise/E-0003/edit');
await choose(adviser, 'category', 'group');
await send(adviser);
await open(adviser, '/clients/enterprise/E-0003');
await follow(adviser, adviser.locator('main a[href^="/group_members/new"]'));
await type(adviser, 'member', 'E-0005');
await day(adviser, 'from_on', '2026-02-01');
await send(adviser);
check('the member stands in its group', (await text(adviser)).includes('01/02/2026'), path(adviser) + await text(adviser));
await look(adviser, 'group');
await open(adviser, '/clients/enterprise/E-0003?on=2025-12-31');
check('on another day nobody', (await text(adviser)).includes('Nadie en esa fecha'), await text(adviser));

// ---- on paper
for (const [name, address] of [['agenda on paper', '/agenda/print?view=week&on=2014-10-15&adviser=all'], ['trips', '/agenda/trips/print?on=2014-10-15&adviser=ST-04']]) {
  await open(director, address);
  await look(director, name);
  const sheet = await director.request.get(base + address.replace('/print?', '/print.pdf?'));
  check(`${name}: a PDF`, sheet.status() === 200 && (await sheet.body()).subarray(0, 5).toString() === '%PDF-', `${sheet.status()}`);
}

await finish();
