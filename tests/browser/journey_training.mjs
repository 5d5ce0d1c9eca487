// A course from its call to the certificate, by the keyboard alone, and the public page that anybody may open:
//   node journey_training.mjs BASE LINK     the one-time link of a director
import { check, choose, day, finish, follow, look, open, path, send, step, text, type, visitor } from './kit.mjs';

const [base, link] = process.argv.slice(2);
if (!base || !link) {
  console.error('node journey_training.mjs BASE LINK');
  process.exit(2);
}
const page = await visitor(base, link);
const today = new Date(Date.now() - 6 * 3600e3).toISOString().slice(0, 10);

// ---- the event and its call
await open(page, '/events/new');
await look(page, 'new event');
await type(page, 'topic', 'Costeo de panadería');
await day(page, 'starts_on', today);
await type(page, 'place', 'Casa comunal');
await type(page, 'hours', '8');
await type(page, 'start_time', '0900AM');
await type(page, 'audience', 'Panaderías del departamento');
await type(page, 'code', 'EV-J');
await send(page);
check('event', path(page) === '/events/EV-J', path(page) + await text(page));
await step(page, 'call', async (form) => {
  await type(page, 'call_text', 'Venga a costear sus productos.', form);
  await day(page, 'enrol_until', today, form);
  await type(page, 'capacity', '1', form);
});
check('called', (await text(page)).includes('Venga a costear'), await text(page));

// ---- one place and two who want it
for (const name of ['Emmanuel Diaz Aparicio', 'Brandon Rivera']) {
  await type(page, 'enrol', name);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await follow(page, page.locator('form[action$="/enrol"] button', { hasText: 'Inscribir a' }));
}
check('the second waits', (await page.locator('#enrolments').innerText()).includes('En espera'), await text(page));
await look(page, 'event with enrolments');
await follow(page, page.locator('#enrolments form[action$="/promote"] button'));
check('full is said', (await text(page)).includes('El evento está lleno'), await text(page));
await look(page, 'full');
await open(page, '/events/EV-J');
await follow(page, page.locator('#enrolments form[action$="/withdraw"] button'));
check('who waited has the place', !(await page.locator('#enrolments').innerText()).includes('En espera'), await text(page));

// ---- who came, and the list is filed
await page.locator('.attendance input[name=present]').first().focus();
await page.keyboard.press('Space');
await page.locator('button[name=save]').focus();
await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
check('attendance saved', (await text(page)).includes('Asistencia guardada') || (await page.locator('.flash').innerText()).includes('guardada'), await text(page));
await step(page, 'execute');
await step(page, 'finish');
check('finishing says what is missing', (await text(page)).includes('dónde se archivó'), await text(page));
await open(page, '/events/EV-J');
await step(page, 'finish', (form) => type(page, 'evidence', 'Lista firmada, archivo 3', form));
check('finished', (await text(page)).includes('Finalizado'), await text(page));

// ---- certificates
await choose(page, 'signatories', 'ST-02', '#certificates');
await send(page, '#certificates form');
check('issued', await page.locator('#certificates tbody tr').count() === 1, await text(page));
await look(page, 'event with certificates');
const number = (await page.locator('#certificates a[href^="/certificates/"]').first().innerText()).trim();

// ---- anybody
const stranger = await page.context().browser().newPage({ locale: 'es-SV' });
stranger.problems = [];
stranger.base = base;
await open(stranger, '/certificates');
await look(stranger, 'ask for a certificate');
await type(stranger, 'number', number.toLowerCase());
await Promise.all([stranger.waitForNavigation(), stranger.keyboard.press('Enter')]);
check('valid', (await text(stranger)).includes('Este certificado es válido'), await text(stranger));
check('no whole name', !/Emmanuel|Brandon/.test(await text(stranger)), await text(stranger));
await look(stranger, 'certificate');
await stranger.goto(`${base}/certificates/00001-0000000000`);
check('unknown', (await text(stranger)).includes('No hay ningún certificado'), await text(stranger));
await look(stranger, 'no such certificate');

await type(page, 'reason', 'Nombre equivocado', '#certificates');
await send(page, '#certificates form[action$="/annul"]');
await stranger.goto(`${base}/certificates/${number}`);
check('annulled', (await text(stranger)).includes('fue anulado'), await text(stranger));

// ---- in English
await follow(page, page.getByRole('button', { name: 'English' }));
await open(page, '/events/EV-J');
check('in English', !/\b(Inscripciones|Certificados|Siguiente paso)\b/.test(await text(page)), await text(page));
await look(page, 'event in English');
await finish();
