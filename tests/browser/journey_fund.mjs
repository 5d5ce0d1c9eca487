// An application to a fund from the call to the settled project, by two people with the keyboard alone:
//   node journey_fund.mjs BASE LINK LINK     one-time links of a director of a centre and of the executive director
import { check, choose, day, finish, follow, look, open, path, send, step, text, type, visitor } from './kit.mjs';

const [base, first, second] = process.argv.slice(2);
if (!base || !first || !second) {
  console.error('node journey_fund.mjs BASE LINK LINK');
  process.exit(2);
}
const page = await visitor(base, first);
const executive = await visitor(base, second);
const shifted = (days) => new Date(Date.now() - 6 * 3600e3 + days * 86400e3).toISOString().slice(0, 10);
const today = shifted(0);

// ---- the sheets, a call with its lines and documents
await open(executive, '/fund');
await look(executive, 'nothing yet');
await follow(executive, executive.getByRole('button', { name: 'Cargar las hojas de puntaje' }));
check('three sheets', (await text(executive)).includes('Innovación y diversificación'), await text(executive));
await open(executive, '/score_sheets/HOJA-A');
await look(executive, 'sheet A');
await open(executive, '/fund_calls/new');
await look(executive, 'new call');
await choose(executive, 'organisation', 'ORG-MINEC');
await type(executive, 'name', 'Convocatoria de la jornada');
await type(executive, 'programme', 'FONDEPRO');
await day(executive, 'opens_on', shifted(-90));
await day(executive, 'closes_on', shifted(30));
await type(executive, 'fund_percent', '90');
for (const sheet of ['HOJA-A', 'HOJA-B', 'HOJA-C']) await choose(executive, 'sheets', sheet);
await type(executive, 'code', 'FC-J');
await send(executive);
await open(executive, '/fund_calls/FC-J');
await follow(executive, executive.getByRole('button', { name: 'Empezar con las líneas' }));
check('lines and documents, yet to be confirmed', (await text(executive)).includes('Exportaciones') && (await text(executive)).includes('no están confirmadas'),
  await text(executive));
await look(executive, 'call');
await open(executive, '/holidays');
check('the holidays of the year', (await text(executive)).includes('Divino Salvador del Mundo'), await text(executive));
await look(executive, 'holidays');
await follow(executive, executive.getByRole('button', { name: 'Anotar los asuetos' }));
await look(executive, 'holidays written down');

// ---- an application: who, profile, documents, budget
await open(page, '/fund_applications/new?call=FC-J');
await look(page, 'who applies');
await open(page, '/fund_applications/new?call=FC-J&enterprise=E-0001');
await look(page, 'new application');
await type(page, 'title', 'Horno de gas');
await choose(page, 'kind', 'technology_adoption');
await day(page, 'identified_on', shifted(-60));
await choose(page, 'formulator', 'ST-04');
await type(page, 'problem', 'El horno de leña gasta la tercera parte de la venta');
await type(page, 'objective', 'Hornear con gas desde el segundo mes');
await type(page, 'expected_results', 'Ventas de 2,000 a 3,000 al mes');
await type(page, 'requested', '9000');
await type(page, 'code', 'FA-J');
await send(page);
check('the beneficiary gives a tenth', (await text(page)).includes('10,000.00') && (await text(page)).includes('1,000.00'), path(page) + await text(page));
await look(page, 'identified');
await step(page, 'formulate');
await step(page, 'submit', async (form) => { await day(page, 'submitted_on', shifted(-50), form); });
check('what is missing is said', (await text(page)).includes('Falta el documento') && (await text(page)).includes('presupuesto'), await text(page));
await look(page, 'refused');
for (let i = 0; i < 8; i++) {
  await open(page, '/fund_applications/FA-J');
  const missing = page.locator('tr', { hasText: 'Falta' }).locator('a[href*="application_documents/new"]');
  if (!await missing.count()) break;
  await follow(page, missing);
  if (i === 0) await look(page, 'document handed in');
  await send(page);
}
for (const [name, source, amount] of [['Horno', 'fund', '9000'], ['Instalación', 'beneficiary', '1000']]) {
  await open(page, '/fund_applications/FA-J');
  await follow(page, page.getByRole('link', { name: 'Agregar una línea' }));
  if (source === 'fund') await look(page, 'line of the budget');
  await type(page, 'name', name);
  await choose(page, 'source', source);
  await type(page, 'amount', amount);
  await send(page);
}
check('back at the application', path(page) === '/fund_applications/FA-J', path(page));
await step(page, 'observe', async (form) => { await type(page, 'text', 'Falta la segunda cotización', form); });
await follow(page, page.getByRole('link', { name: 'Falta la segunda cotización' }));
await look(page, 'observation');
await step(page, 'answer', async (form) => { await type(page, 'answer', 'Se agregó', form); });
await open(page, '/fund_applications/FA-J');
await step(page, 'submit', async (form) => { await day(page, 'submitted_on', shifted(-50), form); });
check('at the technical filter', (await text(page)).includes('El fondo llena las hojas'), await text(page));

// ---- points and decision
const score = async (letter, points) => {
  for (const [i, value] of points.entries()) await type(page, `s-HOJA-${letter}-${i + 1}`, value);
  await send(page, `form:has([name="s-HOJA-${letter}-1"])`);
};
await score('A', ['2', '1.5']);
check('over the maximum is refused', (await text(page)).includes('de 0 a 1.00 puntos'), await text(page));
await look(page, 'points refused');
await score('A', ['2', '1', '1', '2', '1', '1', '1', '0.5']);
await score('B', ['1', '2', '1.5', '2', '1']);
await look(page, 'points');
await step(page, 'pass_filter');
await score('C', ['1', '1', '1', '1', '1', '0.5', '1.5', '1.5']);
await step(page, 'approve', async (form) => {
  await type(page, 'approved', '9000', form);
  await day(page, 'decided_on', shifted(-30), form);
});
check('approved', (await text(page)).includes('Falta la ratificación'), await text(page));
await look(page, 'approved');
await open(executive, '/fund_applications/FA-J');
await step(executive, 'ratify', async (form) => {
  await day(executive, 'ratified_on', shifted(-20), form);
  await type(executive, 'ratification', 'Acta 12', form);
});
check('the invoice is late', (await text(executive)).includes('días hábiles de atraso'), await text(executive));
await look(executive, 'ratified');
await open(executive, '/fund');
check('the alert stands in the follow-up', (await text(executive)).includes('de atraso'), await text(executive));
await look(executive, 'follow up');

// ---- invoice, execution, settlement
await open(page, '/fund_applications/FA-J');
await follow(page, page.getByRole('link', { name: 'Registrar la factura' }));
await type(page, 'number', 'F-104');
await day(page, 'issued_on', shifted(-15));
await type(page, 'amount', '10000');
await day(page, 'delivered_on', shifted(-14));
await type(page, 'delivered_to', 'Ventanilla del fondo');
await type(page, 'evidence', 'Copia sellada');
await send(page);
await step(page, 'invoice');
await follow(page, page.getByRole('link', { name: 'Agregar una actividad' }));
await type(page, 'name', 'Comprar e instalar el horno');
await day(page, 'starts_on', shifted(-12));
await day(page, 'ends_on', shifted(-2));
await type(page, 'planned', '10000');
await type(page, 'code', 'FT-J');
await send(page);
await step(page, 'start', async (form) => { await day(page, 'started_on', shifted(-12), form); });
await type(page, 'amount', '9000', 'form[action$="/disburse"]');
await day(page, 'date', shifted(-11), 'form[action$="/disburse"]');
await type(page, 'evidence', 'Transferencia 88', 'form[action$="/disburse"]');
await send(page, 'form[action$="/disburse"]');
check('disbursed', (await text(page)).includes('Transferencia 88'), await text(page));
for (const [name, amount] of [['Horno', '8500'], ['Instalación', '1000']]) {
  await open(page, '/fund_applications/FA-J');
  await follow(page, page.getByRole('link', { name: 'Registrar un pago', exact: true }));
  if (name === 'Horno') await look(page, 'payment');
  await choose(page, 'activity', 'FT-J');
  const line = await page.locator('select[name="budget"] option, input[name="budget"]').evaluateAll((all, wanted) =>
    all.map((one) => [one.value, (one.text ?? one.closest('label')?.innerText ?? '')]).find(([, label]) => label.includes(wanted))[0], name);
  await choose(page, 'budget', line);
  await day(page, 'date', shifted(-5));
  await type(page, 'payee', 'Hornos de Oriente');
  await type(page, 'document', `F-${amount}`);
  await type(page, 'amount', amount);
  await send(page);
}
await look(page, 'executing');
await open(page, '/application_activities/FT-J');
await step(page, 'finish', async (form) => { await type(page, 'evidence', 'Fotos y acta', form); });
await look(page, 'activity');
await open(page, '/fund_applications/FA-J');
await step(page, 'finish', async (form) => { await day(page, 'finished_on', shifted(-2), form); });
await step(page, 'settle', async (form) => { await day(page, 'settled_on', today, form); });
check('what is to be given back is said', (await text(page)).includes('se devuelven 500.00'), await text(page));
await step(page, 'settle', async (form) => {
  await type(page, 'returned', '500', form);
  await day(page, 'returned_on', shifted(-1), form);
});
check('settled', (await text(page)).includes('Liquidada'), await text(page));
await step(page, 'close', async (form) => { await type(page, 'impact_note', 'Se mide en seis meses', form); });
check('closed', (await text(page)).includes('Cerrada'), await text(page));
await look(page, 'closed');
await follow(page, page.getByRole('link', { name: 'Imprimir' }).first());
await look(page, 'profile to print');
const pdf = await page.request.get(`${base}/fund_applications/FA-J/print.pdf`);
check('the profile is a PDF', pdf.status() === 200 && (await pdf.body()).subarray(0, 5).toString() === '%PDF-');

// ---- the portfolio, and everything in English
await open(page, '/fund/portfolio');
check('the portfolio adds up', (await text(page)).includes('9,500.00'), await text(page));
await look(page, 'portfolio');
const book = await page.request.get(`${base}/fund/portfolio.xlsx`);
check('the portfolio is a workbook', book.status() === 200 && (await book.body()).subarray(0, 2).toString() === 'PK');
await page.locator('form.lang button').click();
await executive.locator('form.lang button').click();
for (const [who, address, name] of [[page, '/fund', 'follow up en'], [page, '/fund_applications', 'applications en'], [page, '/fund_applications/FA-J', 'closed en'],
  [page, '/fund_calls', 'calls en'], [executive, '/fund_calls/FC-J', 'call en'], [page, '/fund/portfolio', 'portfolio en'], [page, '/score_sheets', 'sheets en'],
  [executive, '/score_sheets/HOJA-C', 'sheet C en'], [executive, '/holidays', 'holidays en'], [page, '/fund_applications/FA-J/print', 'profile en']]) {
  await open(who, address);
  check(`${name}: in English`, await who.locator('html').getAttribute('lang') === 'en');
  await look(who, name);
}

await finish();
