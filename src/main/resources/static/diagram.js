/* Draws each <figure class="diagram" data-diagram="address of the BPMN">, as soon as it is seen.
   data-here, data-failed: lists of ids; data-counts: {id: number}; data-marks: {id: "added" | "changed" | "removed"}.
   What the colors say stands beside the element in words too; the figure's caption says it to those who see no picture. */
(() => {
  'use strict';

  /* Smaller than this nobody can read it: then it scrolls. */
  const READABLE = 0.75;
  const MARGIN = 24;
  const texts = new Map();

  const load = address => {
    if (!texts.has(address)) {
      texts.set(address, fetch(address, { credentials: 'same-origin' }).then(answer => {
        if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
        return answer.text();
      }));
    }
    return texts.get(address);
  };

  const given = (figure, name, otherwise) => JSON.parse(figure.dataset[name] || otherwise);

  const badge = (kind, words) => {
    const element = document.createElement('span');
    element.className = `mark ${kind}`;
    element.textContent = words;
    return element;
  };

  const mark = (viewer, figure) => {
    const canvas = viewer.get('canvas');
    const overlays = viewer.get('overlays');
    const elements = viewer.get('elementRegistry');
    const put = (id, kind, words, position) => {
      if (!elements.get(id)) return;
      if (kind) canvas.addMarker(id, kind);
      if (words) overlays.add(id, { position, html: badge(kind || 'count', words), show: { minZoom: 0 }, scale: { min: 1, max: 1 } });
    };
    const above = { top: -22, left: -8 };
    given(figure, 'here', '[]').forEach(id => put(id, 'here', 'here', above));
    given(figure, 'failed', '[]').forEach(id => put(id, 'failed', 'failed here', above));
    Object.entries(given(figure, 'marks', '{}')).forEach(([id, kind]) => put(id, kind, kind, above));
    Object.entries(given(figure, 'counts', '{}')).forEach(([id, count]) =>
      put(id, null, String(count), { bottom: 10, right: 16 }));
  };

  /* At its size or smaller, so that it fits the width as long as it can be read. */
  const fit = (viewer, frame, paper, large) => {
    const canvas = viewer.get('canvas');
    const drawn = canvas.viewbox().inner;
    const width = drawn.width + 2 * MARGIN;
    const height = drawn.height + 2 * MARGIN;
    const fitting = Math.min(1, frame.clientWidth / width);
    const scale = large ? 1 : Math.max(READABLE, fitting);
    paper.style.width = `${Math.ceil(width * scale)}px`;
    paper.style.height = `${Math.ceil(height * scale)}px`;
    canvas.resized();
    canvas.viewbox({ x: drawn.x - MARGIN, y: drawn.y - MARGIN, width, height });
    return fitting < 1;
  };

  /* Where it scrolls, what matters is seen first. */
  const show = (frame, paper) => {
    const first = paper.querySelector('.djs-element.failed, .djs-element.here');
    if (!first) return;
    const place = first.getBoundingClientRect();
    const window = frame.getBoundingClientRect();
    frame.scrollLeft += place.left + place.width / 2 - window.left - window.width / 2;
  };

  const draw = async figure => {
    const caption = figure.querySelector('figcaption');
    const frame = document.createElement('div');
    const paper = document.createElement('div');
    frame.className = 'frame';
    frame.tabIndex = 0;
    frame.setAttribute('role', 'region');
    frame.setAttribute('aria-label', 'The diagram, to be scrolled');
    paper.className = 'paper';
    paper.setAttribute('role', 'img');
    paper.setAttribute('aria-label', caption ? caption.textContent : 'The diagram of the process');
    frame.append(paper);
    figure.prepend(frame);
    const viewer = new window.BpmnJS({ container: paper, canvas: { deferUpdate: false } });
    try {
      await viewer.importXML(await load(figure.dataset.diagram));
    } catch (problem) {
      frame.remove();
      figure.append(badge('failed', 'The diagram could not be drawn.'));
      console.error(problem);
      return;
    }
    mark(viewer, figure);
    /* What it is drawn by is named beside it: inside a picture nobody could reach the link. */
    const by = paper.querySelector('.bjs-powered-by');
    const foot = document.createElement('div');
    foot.className = 'foot';
    let large = false;
    const size = document.createElement('button');
    size.type = 'button';
    size.className = 'plain';
    size.addEventListener('click', () => {
      large = !large;
      again();
    });
    const again = () => {
      size.textContent = large ? 'Fit it to the width' : 'Show it large';
      size.hidden = !fit(viewer, frame, paper, large);
      show(frame, paper);
    };
    foot.append(size);
    if (by) {
      by.removeAttribute('style');
      by.setAttribute('aria-label', 'Drawn by bpmn.io');
      foot.append(by);
    }
    frame.after(foot);
    again();
    window.addEventListener('resize', again);
    figure.dataset.drawn = 'true';
  };

  /* Also what opens later, such as details. */
  const seen = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(entry => {
    seen.unobserve(entry.target);
    draw(entry.target);
  }), { rootMargin: '300px' });

  const watch = root => root.querySelectorAll('figure.diagram[data-diagram]:not([data-watched])').forEach(figure => {
    figure.dataset.watched = 'true';
    seen.observe(figure);
  });

  watch(document);
  document.addEventListener('htmx:load', event => watch(event.target));
})();
