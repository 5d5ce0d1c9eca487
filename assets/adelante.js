/* Comfort only: every page works without this file. No eval, no handlers in markup, nothing kept in the browser. */
(function () {
  'use strict';

  /* Unsaved changes: ask before leaving; and send a form once only. */
  var dirty = false;
  document.addEventListener('input', function (event) {
    if (event.target.form && event.target.form.hasAttribute('data-guard')) { dirty = true; }
  });
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.method !== 'post') { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    dirty = false;
    form.dataset.sent = '1';
    setTimeout(function () { delete form.dataset.sent; }, 8000);
  });
  window.addEventListener('beforeunload', function (event) {
    if (dirty) { event.preventDefault(); }
  });
  window.addEventListener('pageshow', function () {
    document.querySelectorAll('form[data-sent]').forEach(function (form) { delete form.dataset.sent; });
  });

  /* After a refused form the summary is read first. */
  var summary = document.querySelector('[data-focus]');
  if (summary) { summary.focus(); }

  /* The menu closes as people expect. */
  document.addEventListener('click', function (event) {
    document.querySelectorAll('details.menu[open]').forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.open = false; }
    });
  });
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') { return; }
    var menu = document.querySelector('details.menu[open]');
    if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
  });

  /* Attendance: arrows move between boxes, the box under a day fills its column, totals follow. */
  function boxes(table, day) {
    return Array.from(table.querySelectorAll('input[name="present"][data-day="' + day + '"]'));
  }
  function recount(table, day) {
    var all = boxes(table, day);
    var ticked = all.filter(function (box) { return box.checked; }).length;
    var total = table.querySelector('[data-total="' + day + '"]');
    var whole = table.querySelector('input[name="all"][data-day="' + day + '"]');
    if (total) { total.textContent = String(ticked); }
    if (whole) { whole.checked = all.length > 0 && ticked === all.length; whole.indeterminate = ticked > 0 && ticked < all.length; }
  }
  document.querySelectorAll('[data-grid]').forEach(function (table) {
    table.querySelectorAll('input[name="all"]').forEach(function (box) { recount(table, box.dataset.day); });
    table.addEventListener('change', function (event) {
      var box = event.target;
      var day = box.dataset.day;
      if (box.name === 'all') { boxes(table, day).forEach(function (one) { one.checked = box.checked; }); }
      if (day !== undefined) { recount(table, day); }
    });
    table.addEventListener('keydown', function (event) {
      var step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
      var cell = event.target.closest('td, th');
      if (!step || !cell || event.target.type !== 'checkbox') { return; }
      var row = table.rows[cell.parentElement.rowIndex + step[0]];
      var next = row && row.cells[cell.cellIndex + step[1]];
      var box = next && next.querySelector('input[type="checkbox"]');
      if (box) { event.preventDefault(); box.focus(); }
    });
  });

  /* A new client: who is there already and is like it, asked when a question has been answered. */
  document.querySelectorAll('[data-alike]').forEach(function (place) {
    var form = place.closest('form');
    var asked = '';
    form.addEventListener('change', function () {
      var typed = new URLSearchParams(new FormData(form)).toString();
      if (typed === asked) { return; }
      asked = typed;
      fetch(place.dataset.alike, { method: 'POST', body: typed, credentials: 'same-origin',
        headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' } })
        .then(function (reply) { return reply.ok ? reply.json() : { items: [] }; })
        .then(function (answer) {
          if (typed !== asked) { return; }
          place.replaceChildren();
          if (answer.items.length === 0) { return; }
          place.append(Object.assign(document.createElement('strong'), { textContent: place.dataset.title }));
          answer.items.forEach(function (item) {
            if (!/^\/(?![\/\\])/.test(item.url)) { return; }
            var line = document.createElement('p');
            line.append(Object.assign(document.createElement('a'), { href: item.url, target: '_blank', rel: 'noopener', textContent: item.name }));
            line.append(Object.assign(document.createElement('span'), { className: 'quiet', textContent: ' ' + item.note }));
            place.append(line);
          });
        })
        .catch(function () { place.replaceChildren(); });
    });
  });

  /* Long work: ask now and then, more slowly the longer it takes. */
  document.querySelectorAll('[data-progress]').forEach(function (card) {
    var wait = 700;
    function ask() {
      fetch(card.dataset.progress, { headers: { Accept: 'application/json' }, credentials: 'same-origin' })
        .then(function (reply) { if (!reply.ok) { throw new Error(String(reply.status)); } return reply.json(); })
        .then(function (state) {
          card.querySelector('progress').value = state.percent;
          var message = card.querySelector('[role="status"]');
          if (state.message && message.textContent !== state.message) { message.textContent = state.message; }
          if (state.done && /^\/(?![\/\\])/.test(state.url || '')) { location.assign(state.url); return; }
          if (!state.done) { wait = Math.min(wait * 1.3, 5000); setTimeout(ask, wait); }
        })
        .catch(function () { wait = Math.min(wait * 2, 15000); setTimeout(ask, wait); });
    }
    setTimeout(ask, wait);
  });
}());
