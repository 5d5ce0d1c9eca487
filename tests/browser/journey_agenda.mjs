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

await finish();
