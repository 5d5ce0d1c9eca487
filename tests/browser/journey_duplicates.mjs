// Two records of one person: found, compared, proposed by an adviser with what is to be shown, approved by the direction, shown as one
// client, chosen again and split. By keyboard, both languages, 360 and 1280 pixels. Against the example of La Unión:
//   node journey_duplicates.mjs BASE ADVISER DIRECTOR
import { check, choose, finish, follow, language, look, open, path, send, text, type, visitor } from './kit.mjs';

const [base, adviserLink, directorLink] = process.argv.slice(2);
const adviser = await visitor(base, adviserLink);
const director = await visitor(base, directorLink);

async function record(page, fields, district = '1408') {
  await open(page, '/clients/person/new');
  await choose(page, 'district', district);
  for (const [name, value] of Object.entries(fields)) await type(page, name, value);
  await send(page, 'main form.entry');
}
// One of the buttons of a form that has several.
async function press(page, name, value) {
  const button = page.locator(`main button[name=${name}][value="${value}"]`);
  await button.focus();
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

await record(adviser, { given_names: 'Xóchitl Marina', surnames: 'Zelaya Montepeque', mobile: '70000909', dui: '91234567-7' });
const first = path(adviser).split('/').pop();
// Is it one of these? Told while typing, and asked before it is saved; nothing that was typed is lost.
const again = { given_names: 'Xochitl Marina', surnames: 'Selaya de Ramos', mobile: '70000909', email: 'xochitl@ejemplo.sv' };
await record(adviser, again);
check('asked before it is saved', (await adviser.locator('h1').innerText()).includes('ya está') && (await text(adviser)).includes('Xóchitl Marina'), await text(adviser));
await look(adviser, 'alike es');
await press(adviser, 'alike', 'back');
check('what was typed is there', await adviser.locator('main [name=email]').inputValue() === again.email && await adviser.locator('main [name=surnames]').inputValue() === again.surnames);
check('no fault', !(await text(adviser)).includes('corregir'));
await type(adviser, 'mobile', '7000-0909');
await adviser.keyboard.press('Tab');
await adviser.locator('.alike a').first().waitFor({ timeout: 5000 });
check('told while typing', (await adviser.locator('.alike').innerText()).includes('Xóchitl Marina'), await adviser.locator('.alike').innerText());
await look(adviser, 'alike typing es');
await send(adviser, 'main form.entry');
await press(adviser, 'alike', `person/${first}`);
check('the record that is there is completed', path(adviser).endsWith('/new') && await adviser.locator('main [name=email]').inputValue() === again.email
  && await adviser.locator('main [name=surnames]').inputValue() === 'Zelaya Montepeque', await adviser.locator('main [name=surnames]').inputValue());
check('what differs is said', (await text(adviser)).includes('Apellidos: Selaya de Ramos'), await text(adviser));
await look(adviser, 'complete es');
await send(adviser, 'main form.entry');
check('saved in the record that was there', path(adviser) === `/clients/person/${first}`, path(adviser));
await language(adviser);
await record(adviser, again);
await look(adviser, 'alike en');
await press(adviser, 'alike', 'none');
const second = path(adviser).split('/').pop();
await language(adviser);
// The F1 asks as well.
await open(adviser, '/intakes/new?new=1');
for (const name of ['given_names', 'surnames', 'mobile', 'email']) await type(adviser, name, again[name]);
await type(adviser, 'need', 'Vender más');
await send(adviser, 'main form.entry');
check('the F1 asks', (await adviser.locator('h1').innerText()).includes('ya está'), await text(adviser));
await press(adviser, 'alike', `person/${second}`);
check('the F1 takes the record', (await text(adviser)).includes(second) && await adviser.locator('main [name=need]').inputValue() === 'Vender más', await text(adviser));
await look(adviser, 'intake same es');
await open(adviser, `/clients/person/${first}`);
check('two records', first !== second && first.startsWith('P-') && second.startsWith('P-'), `${first} ${second}`);

// The worklist.
await open(adviser, '/clients');
await follow(adviser, adviser.locator('nav.tabs a[href="/duplicates"], .tabs a[href="/duplicates"]'));
check('the worklist names both', (await text(adviser)).includes('Xóchitl Marina') && (await text(adviser)).includes('Selaya de Ramos'), await text(adviser));
await look(adviser, 'worklist es');
await open(adviser, '/duplicates?kind=person&sureness=high');
check('filtered', path(adviser) === '/duplicates');
await open(adviser, '/duplicates?kind=enterprise');
check('no persons among enterprises', !(await text(adviser)).includes('Xóchitl'));

// Beside one another.
await open(adviser, '/duplicates');
await follow(adviser, adviser.locator('main table a', { hasText: /X.chitl/ }));
const pair = path(adviser);
check('the page of the two', pair.startsWith('/duplicates/person/'), pair);
check('reasons in words', (await text(adviser)).includes('A favor'), await text(adviser));
check('differences are said in words', (await text(adviser)).includes('distinto'));
await look(adviser, 'pair adviser es');

// Not without a reason; then later; then proposed with what is to be shown.
await press(adviser, 'verdict', 'distinct');
check('a reason is asked for', (await text(adviser)).includes('motivo'), await text(adviser));
await look(adviser, 'pair refused es');
await open(adviser, pair);
await press(adviser, 'verdict', 'later');
await open(adviser, '/duplicates?state=later');
check('kept for later', (await text(adviser)).includes('Selaya'));
await open(adviser, pair);
await choose(adviser, 'show.code', second);
await choose(adviser, 'show.surnames', first);
await type(adviser, 'reason', 'La conozco: se casó');
await press(adviser, 'verdict', 'same');
check('proposed', (await text(adviser)).includes('Unión propuesta') || path(adviser) === '/duplicates', await text(adviser));

// The direction approves.
await open(director, '/');
check('the first page tells the direction', (await text(director)).includes('Uniones de duplicados por confirmar'), await text(director));
await look(director, 'home es');
await follow(director, director.locator('main a[href^="/duplicates/DU-"]'));
check('who proposed and why', (await text(director)).includes('se casó'), await text(director));
check('the proposal is chosen', await director.locator(`main input[name="show.code"][value="${second}"]`).isChecked());
await language(director);
await look(director, 'pair director en');
await language(director);
await press(director, 'verdict', 'same');
check('the client is shown under the code that stays', path(director) === `/clients/person/${second}`, path(director));
check('with the surnames that were chosen', (await director.locator('h1').innerText()).includes('Zelaya Montepeque'), await director.locator('h1').innerText());
check('the other value is kept', (await director.content()).includes('Selaya de Ramos'));
await look(director, 'merged client es');
await open(director, `/clients/person/${first}?own=1`);
check('the record as it stands', (await text(director)).includes('tal como se registró'));
await open(director, `/clients?q=${encodeURIComponent('Selaya de Ramos')}`);
check('found by the value that is not shown', (await text(director)).includes('Zelaya Montepeque'), await text(director));
await open(director, `/clients/person/${second}/print`);
check('on paper too', (await director.content()).includes('Zelaya Montepeque'));

// Chosen again, and split.
await open(director, '/identities');
await look(director, 'merges es');
await follow(director, director.locator('main table a', { hasText: /X.chitl/ }));
await choose(director, 'show.surnames', second);
await look(director, 'merge es');
await send(director, 'main form[action$="/choose"]');
await open(director, `/clients/person/${second}`);
check('shown otherwise', (await director.locator('h1').innerText()).includes('Selaya de Ramos'));
await follow(director, director.locator('main a[href^="/identities/"]'));
await language(director);
await look(director, 'merge en');
await type(director, 'reason', 'They are sisters', 'main form[action$="/unmerge"]');
await send(director, 'main form[action$="/unmerge"]');
check('split', (await text(director)).includes('Split on'), await text(director));
await language(director);
await open(director, `/clients/person/${first}`);
check('by itself again', path(director) === `/clients/person/${first}` && (await director.locator('h1').innerText()).includes('Zelaya Montepeque'));

// Not a duplicate: remembered, and taken back.
await open(director, pair);
await type(director, 'reason', 'Son hermanas');
await press(director, 'verdict', 'distinct');
await open(director, '/duplicates?state=distinct');
check('remembered', (await text(director)).includes('Selaya'), await text(director));
await open(director, pair);
check('and said by whom', (await text(director)).includes('Son hermanas'));
await look(director, 'distinct es');
await type(director, 'reason', 'No se sabe', 'main form[action$="/withdraw"]');
await send(director, 'main form[action$="/withdraw"]');
check('taken back', !(await text(director)).includes('Son hermanas'));

await finish();
