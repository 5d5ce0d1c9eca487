// An agreement from its negotiation to its settlement, with its project, budget, expenses and instalments, by three people and by
// the keyboard alone; the two pictures; a referral:
//   node journey_money.mjs BASE EXECUTIVE CLERK DIRECTOR     one-time links
import { check, choose, day, finish, follow, look, open, path, send, step, text, type, visitor } from './kit.mjs';

const [base, ...links] = process.argv.slice(2);
if (links.length !== 3) {
  console.error('node journey_money.mjs BASE EXECUTIVE CLERK DIRECTOR');
  process.exit(2);
}
const [page, clerk, director] = [await visitor(base, links[0]), await visitor(base, links[1]), await visitor(base, links[2])];
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

// An entry of a list of few, or a code where there are many.
async function pick(who, name, value) {
  if (await who.locator(`main select[name="${name}"], main input[name="${name}"][value="${value}"]`).count()) {
    await choose(who, name, value);
  } else {
    await type(who, name, value);
  }
}
// A record under another one: the button on its page, the form, and back again.
async function part(who, at, button, fill) {
  await open(who, at);
  await follow(who, who.locator('main a', { hasText: button }));
  await fill(who);
  await send(who);
  check(`${button}: back at ${at}`, path(who) === at, `${path(who)} ${await text(who)}`);
}
async function attach(who, address) {
  await open(who, address);
  const form = who.locator('form[enctype="multipart/form-data"]');
  if (await form.count() === 0) {
    await follow(who, who.locator('main a[href*="/documents/new"]'));
  }
  await who.locator('input[type="file"]').first().setInputFiles({ name: 'factura.png', mimeType: 'image/png', buffer: PNG });
  await choose(who, 'kind', 'invoice');
  await send(who, 'main form[enctype="multipart/form-data"]');
}

// ---- the agreement, its parties and its money
await open(page, '/agreements/new');
await choose(page, 'kind', 'specific');
await choose(page, 'state', 'negotiation');
await type(page, 'title', 'Turismo del golfo de Fonseca');
await type(page, 'indicators', 'enterprises_advised');
await pick(page, 'funders', 'ORG-MINEC');
await pick(page, 'operators', 'ORG-ADEL');
await type(page, 'code', 'CV-M');
await send(page);
check('the agreement', path(page) === '/agreements/CV-M', path(page) + await text(page));
await step(page, 'sign', async (form) => {
  await day(page, 'signed_on', '2014-01-10', form);
  await day(page, 'valid_from', '2014-01-10', form);
  await day(page, 'valid_to', '2014-12-31', form);
});
await step(page, 'start');
await part(page, '/agreements/CV-M', 'Registrar un aporte', async () => {
  await pick(page, 'organisation', 'ORG-MINEC');
  await choose(page, 'kind', 'cash');
  await type(page, 'amount', '10000.00');
});
await part(page, '/agreements/CV-M', 'Registrar una cuota', async () => {
  await pick(page, 'organisation', 'ORG-MINEC');
  await day(page, 'planned_on', '2014-02-01');
  await type(page, 'amount', '10000.00');
  await type(page, 'code', 'CU-M');
});
await open(page, '/agreements/CV-M');
await follow(page, page.locator('a', { hasText: 'Registrar una meta' }));
await choose(page, 'indicator', 'enterprises_trained');
await day(page, 'from_on', '2014-02-01');
await day(page, 'to_on', '2014-11-30');
await type(page, 'count', '10');
await day(page, 'decided_on', '2014-01-10');
await send(page);
check('a target of an indicator that is not named is refused', (await text(page)).includes('no nombra ese indicador'), await text(page));

// ---- the project and its budget
await open(page, '/projects');
await look(page, 'no project yet');
await open(page, '/projects/new');
await type(page, 'title', 'Posadas del golfo');
await pick(page, 'agreements', 'CV-M');
await day(page, 'starts_on', '2014-02-01');
await day(page, 'ends_on', '2014-12-31');
await type(page, 'code', 'PY-M');
await look(page, 'new project');
await send(page);
check('the project', path(page) === '/projects/PY-M', path(page) + await text(page));
await part(page, '/projects/PY-M', 'Registrar un financiador', async () => {
  await pick(page, 'organisation', 'ORG-MINEC');
  await pick(page, 'agreement', 'CV-M');
  await type(page, 'amount', '10000.00');
  await type(page, 'code', 'PF-M1');
});
await part(page, '/projects/PY-M', 'Registrar un financiador', async () => {
  await pick(page, 'organisation', 'ORG-ADEL');
  await type(page, 'amount', '2500.00');
  await choose(page, 'own', 'true');
  await type(page, 'code', 'PF-M2');
});
for (const [code, number, name, kind] of [['PL-M1', '1', 'Consultoría en hospedaje', 'services'], ['PL-M2', '2', 'Equipo de cocina', 'goods']]) {
  await part(page, '/projects/PY-M', 'Registrar una línea', async () => {
    await choose(page, 'kind', kind);
    await type(page, 'number', number);
    await type(page, 'name', name);
    await type(page, 'code', code);
  });
}
for (const [line, funder, amount] of [['PL-M1', 'PF-M1', '6000.00'], ['PL-M2', 'PF-M1', '4000.00'], ['PL-M2', 'PF-M2', '2500.00']]) {
  await part(page, '/projects/PY-M', 'Presupuestar una línea', async () => {
    await choose(page, 'line', line);
    await choose(page, 'funder', funder);
    await type(page, 'amount', amount);
    await day(page, 'decided_on', '2014-01-20');
  });
}
await step(page, 'approve', async (form) => { await day(page, 'approved_on', '2014-01-25', form); });
await step(page, 'start');
check('the project runs', (await text(page)).includes('En ejecución'), await text(page));

// ---- expenses: recorded by one, approved by another
async function expense(code, line, funder, amount, number, district) {
  await open(clerk, '/projects/PY-M');
  await follow(clerk, clerk.locator('a', { hasText: 'Registrar un gasto' }));
  if (code === 'GA-M1') await look(clerk, 'new expense');
  await pick(clerk, 'district', district); // lists first: an accented letter typed into one lands in the box that was typed in before
  await choose(clerk, 'line', line);
  await choose(clerk, 'funder', funder);
  await day(clerk, 'date', '2014-05-05');
  await type(clerk, 'supplier', 'Consultores Inventados');
  await choose(clerk, 'document_kind', 'invoice');
  await type(clerk, 'document_number', number);
  await type(clerk, 'description', `Pago ${number}`);
  await type(clerk, 'amount', amount);
  await type(clerk, 'code', code);
  await send(clerk);
}
await expense('GA-M0', 'PL-M1', 'PF-M1', '6000.01', '100', '1408');
check('an expense over its line is refused', (await text(clerk)).includes('un gasto no pasa de su línea') && (await text(clerk)).includes('Puede decidir otra cosa la dirección'),
  await text(clerk));
await look(clerk, 'expense over its line');
await expense('GA-M1', 'PL-M1', 'PF-M1', '3500.00', '101', '1408');
await expense('GA-M2', 'PL-M2', 'PF-M1', '4000.00', '102', '1404');
await expense('GA-M3', 'PL-M2', 'PF-M2', '2500.00', '103', '1410');
check('expenses stand in the project', path(clerk) === '/projects/PY-M' && (await text(clerk)).includes('Pago 103'), path(clerk) + await text(clerk));
await open(director, '/expenses/GA-M1');
await step(director, 'approve');
check('without its document it is refused', (await text(director)).includes('Falta el documento'), await text(director));
for (const code of ['GA-M1', 'GA-M2', 'GA-M3']) {
  await attach(clerk, `/expenses/${code}`);
  await open(director, `/expenses/${code}`);
  await step(director, 'approve');
  check(`${code} approved`, (await text(director)).includes('Aprobado'), await text(director));
}
await look(director, 'expense approved');
await part(clerk, '/projects/PY-M', 'Registrar un aporte en especie', async () => {
  await pick(clerk, 'district', '1408');
  await pick(clerk, 'organisation', 'ORG-ADEL');
  await pick(clerk, 'agreement', 'CV-M');
  await type(clerk, 'label', 'Local y mobiliario');
  await day(clerk, 'given_on', '2014-06-01');
  await type(clerk, 'amount', '1800.00');
  await type(clerk, 'valuation', 'Alquiler de seis meses');
});
await open(page, '/projects/PY-M');
check('leverage is shown with its rule', (await text(page)).includes('4.00') && (await text(page)).includes('Efectivo que dan otros'), await text(page));
await look(page, 'project');

// ---- settlement: what is open is named
await open(page, '/agreements/CV-M');
await step(page, 'expire');
await step(page, 'settle');
for (const words of ['Hay cuotas por recibir', 'CU-M', 'Hay proyectos sin cerrar', 'PY-M']) {
  check(`open: ${words}`, (await text(page)).includes(words), await text(page));
}
await look(page, 'not settled');
await open(page, '/instalments/CU-M');
await step(page, 'receive', async (form) => {
  await day(page, 'received_on', '2014-02-20', form);
  await type(page, 'received', '10000.00', form);
  await type(page, 'evidence', 'Nota de abono 17', form);
});
await open(page, '/projects/PY-M');
await step(page, 'close', async (form) => { await day(page, 'closed_on', '2014-12-31', form); });
await open(page, '/agreements/CV-M/execution');
check('received less spent', (await text(page)).includes('2,500.00'), await text(page));
await look(page, 'execution');
await open(page, '/agreements/CV-M');
await step(page, 'settle');
check('settled', (await text(page)).includes('Liquidado'), await text(page));
await look(page, 'settled with its money');

// ---- pictures
await open(page, '/money?from=2014-01-01&to=2014-12-31');
check('two pictures: cash and in kind', await page.locator('.sankey svg[role="img"]').count() === 2);
await page.locator('.sankey details summary').first().focus();
await page.keyboard.press('Enter');
check('the table behind by keyboard', (await text(page)).includes('Todavía sin gastar'), await text(page));
await look(page, 'flow of money');
await open(page, '/ecosystem/places?from=2014-01-01&to=2014-12-31');
check('a map of who works where', await page.locator('svg.map').count() === 1);
await look(page, 'who works where');
await follow(page, page.locator('svg.map a').first());
check('one municipality', path(page) === '/ecosystem/places' && (await text(page)).includes('Ver todos los municipios'), await text(page));
await open(page, '/ecosystem/places?from=2014-01-01&to=2014-12-31&map=today');
await look(page, 'who works where today');

// ---- a referral
await open(director, '/referrals/new?enterprise=E-0001');
await pick(director, 'institution', 'ORG-MINEC');
await type(director, 'need', 'Registro de marca');
await choose(director, 'shared', 'phone');
await type(director, 'code', 'RE-M');
await look(director, 'new referral');
await send(director);
check('the referral', path(director) === '/referrals/RE-M', path(director) + await text(director));
await look(director, 'referral');
await open(director, '/referrals/waiting');
await look(director, 'referrals that wait');
await open(director, '/referrals/RE-M');
const today = new Date(Date.now() - 6 * 3600e3).toISOString().slice(0, 10);
await step(director, 'accept', async (form) => { await day(director, 'answered_on', today, form); });
await step(director, 'close', async (form) => {
  await choose(director, 'outcome', 'served', form);
  await day(director, 'closed_on', today, form);
});
check('its outcome', (await text(director)).includes('Recibió lo que buscaba'), await text(director));

// ---- in English
await follow(page, page.getByRole('button', { name: 'English' }));
for (const address of ['/projects', '/projects/PY-M', '/agreements/CV-M/execution', '/money?from=2014-01-01&to=2014-12-31', '/ecosystem/places?from=2014-01-01&to=2014-12-31',
  '/expenses/GA-M1', '/project_funders/PF-M1', '/budget_lines/PL-M1', '/referrals']) {
  await open(page, address);
  check(`${address} in English`, !/\b(Estado|Gastado|Presupuestado|Fuente|Municipio)\b/.test(await text(page)), address);
  await look(page, `${address} in English`);
}
await finish();
