// An agreement from negotiation to settlement, and a meeting from its call to resolutions that are done, by the keyboard alone:
//   node journey_coordination.mjs BASE LINK     the one-time link of an executive director of the agency
import { check, choose, day, finish, follow, look, open, path, send, step, text, type, visitor } from './kit.mjs';

const [base, link] = process.argv.slice(2);
if (!base || !link) {
  console.error('node journey_coordination.mjs BASE LINK');
  process.exit(2);
}
const page = await visitor(base, link);
const today = new Date(Date.now() - 6 * 3600e3).toISOString().slice(0, 10);
const year = today.slice(0, 4);

// ---- members, organ, meeting
const members = ['ORG-ADEL', 'ORG-CONAMYPE', 'ORG-MINEC'];
for (const [i, organisation] of members.entries()) {
  await open(page, '/memberships/new');
  if (i === 0) await look(page, 'new member');
  await choose(page, 'organisation', organisation);
  await day(page, 'joined_on', '2012-11-15');
  await type(page, 'code', `SO-J${i + 1}`);
  await send(page);
  check(`member ${i + 1}`, path(page) === `/memberships/SO-J${i + 1}`, path(page) + await text(page));
}
await open(page, '/organs/new');
await type(page, 'name', 'Asamblea general');
await choose(page, 'kind', 'assembly');
await type(page, 'seats', '2'); // the agency of the example has members of its own
await type(page, 'code', 'OR-J');
await send(page);
check('organ', path(page) === '/organs/OR-J', await text(page));
await look(page, 'organ');
await follow(page, page.getByRole('link', { name: 'Convocar una reunión' }));
await day(page, 'date', today);
await type(page, 'agenda', 'Memoria de labores');
await choose(page, 'members', 'SO-J1');
await type(page, 'code', 'R-J');
await send(page);
check('the form leads back to the organ', path(page) === '/organs/OR-J', path(page) + await text(page));
await open(page, '/meetings/R-J');
await look(page, 'meeting called');
await step(page, 'hold');
check('without a quorum it is refused', (await text(page)).includes('se necesitan 2 votos'), await text(page));
await look(page, 'meeting refused');
await open(page, '/meetings/R-J/edit');
await choose(page, 'members', 'SO-J2');
await send(page);
await step(page, 'hold');
check('held', (await text(page)).includes('Realizada'), await text(page));
await follow(page, page.getByRole('link', { name: 'Registrar un acuerdo' }));
await type(page, 'text', 'Gestionar la ampliación del convenio');
await type(page, 'owner', 'Rosa Inventada');
await day(page, 'due_on', today);
await type(page, 'code', 'AC-J');
await send(page);
check('the resolution stands in its meeting', (await text(page)).includes('Gestionar la ampliación'), await text(page));
await open(page, '/resolutions/AC-J');
await follow(page, page.getByRole('link', { name: 'Agregar una acción' }));
await type(page, 'text', 'Enviar la carta');
await type(page, 'owner', 'Luis Inventado');
await type(page, 'code', 'AA-J');
await send(page);
await step(page, 'complete', async (form) => {
  await day(page, 'done_on', today, form);
  await type(page, 'evidence', 'Carta recibida', form);
});
check('an open action holds it', (await text(page)).includes('1 acciones pendientes'), await text(page));
await open(page, '/resolution_actions/AA-J');
await step(page, 'complete', async (form) => {
  await day(page, 'done_on', today, form);
  await type(page, 'evidence', 'Carta sellada', form);
});
await open(page, '/resolutions/AC-J');
await look(page, 'resolution');
await step(page, 'complete', async (form) => {
  await day(page, 'done_on', today, form);
  await type(page, 'evidence', 'Carta recibida', form);
});
check('the resolution is done', (await text(page)).includes('Cumplido'), await text(page));
await open(page, '/meetings/R-J');
await step(page, 'freeze', async (form) => {
  await type(page, 'minutes', 'Reunidos en La Unión…', form);
  await type(page, 'book', '2', form);
  await type(page, 'folio', '14', form);
});
check('the minutes are frozen', (await text(page)).includes('Con acta cerrada'), await text(page));
await look(page, 'minutes frozen');
await open(page, '/coordination');
await follow(page, page.getByRole('button', { name: 'Planificar las obligaciones del año' }));
check('the duties of the year', (await text(page)).includes('Presentar los estados financieros auditados') || (await text(page)).includes('libros'), await text(page));
await look(page, 'coordination');

// ---- an agreement
await open(page, '/agreements/new');
await type(page, 'title', 'Convenio de la jornada');
await choose(page, 'kind', 'specific');
await choose(page, 'state', 'negotiation');
await type(page, 'code', 'CV-J');
await send(page);
await open(page, '/agreements/CV-J');
await look(page, 'agreement in negotiation');
await step(page, 'sign', async (form) => {
  await day(page, 'signed_on', '2014-01-10', form);
  await day(page, 'valid_from', '2014-01-10', form);
  await day(page, 'valid_to', '2014-12-31', form);
});
await step(page, 'start');
check('in force', (await text(page)).includes('Vigente'), await text(page));
await follow(page, page.locator('a', { hasText: 'Registrar una meta' }));
await look(page, 'new target');
await choose(page, 'indicator', 'enterprises_advised');
await day(page, 'from_on', '2014-02-01');
await day(page, 'to_on', '2014-11-30');
await type(page, 'count', '10');
await day(page, 'decided_on', '2014-01-10');
await send(page);
check('the target stands beside its result', (await text(page)).includes('Metas y resultados'), path(page) + await text(page));
await step(page, 'expire');
await step(page, 'settle');
check('settled', (await text(page)).includes('Liquidado'), await text(page));
await look(page, 'agreement settled');
await open(page, '/agreements/CV-01');
await look(page, 'agreement of the example');
await open(page, '/agreements/due');
await look(page, 'what falls due');

// ---- a policy, and the ecosystem
await open(page, '/policies/new');
await type(page, 'name_es', 'Política de la jornada');
await type(page, 'name_en', 'Policy of the journey');
await choose(page, 'kind', 'national_policy');
await type(page, 'code', 'PO-J');
await send(page);
for (const [parent, child, code] of [['/policies/PO-J', 'policy_axes', 'EJ-J'], ['/policy_axes/EJ-J', 'policy_lines', 'LI-J'],
  ['/policy_lines/LI-J', 'policy_actions', 'AE-J']]) {
  await open(page, `/${child}/new?${parent.split('/')[1].replace(/^policies$/, 'policy').replace(/^policy_axes$/, 'axis').replace(/^policy_lines$/, 'line')}=${parent.split('/')[2]}`);
  await type(page, 'name_es', `Parte ${code}`);
  await type(page, 'code', code);
  await send(page);
}
await open(page, '/policy_tags/new?action=AE-J');
await choose(page, 'dataset', 'agreements');
await type(page, 'record_code', 'CV-J');
await send(page);
check('the agreement serves the action', (await text(page)).includes('CV-J'), await text(page));
await open(page, '/policies/PO-J?from=2014-01-01&to=2014-12-31');
await look(page, 'policy');
await open(page, '/ecosystem?from=2014-01-01&to=2014-12-31');
check('the network is drawn', await page.locator('.network svg[role="img"]').count() === 1);
await look(page, 'ecosystem');

// ---- in English
await follow(page, page.getByRole('button', { name: 'English' }));
for (const address of ['/ecosystem', '/coordination', '/meetings', '/meetings/R-J', '/resolutions', '/memberships', '/organs', '/duties', '/agreements/CV-J', '/policies/PO-J']) {
  await open(page, address);
  check(`${address} in English`, !/\b(Estado|Fecha límite|Siguiente paso)\b/.test(await text(page)), address);
  await look(page, `${address} in English`);
}
await finish();
