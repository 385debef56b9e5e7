/* "Explore this chart": the only thing on the page that needs a script.
   The chart library is fetched from this folder when somebody first asks for it. */
(function () {
  "use strict";

  var loading = null;

  function library() {
    if (window.Plotly) {
      return Promise.resolve(window.Plotly);
    }
    loading = loading || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = "assets/plotly.min.js";
      script.onload = function () { resolve(window.Plotly); };
      script.onerror = function () { loading = null; reject(new Error("not loaded")); };
      document.head.appendChild(script);
    });
    return loading;
  }

  /* Settings that all charts share, with a chart's own on top. */
  function merged(shared, own) {
    var result = Object.assign({}, shared);
    Object.keys(own).forEach(function (key) {
      var isPair = shared[key] && own[key] && typeof own[key] === "object" && !Array.isArray(own[key]);
      result[key] = isPair ? merged(shared[key], own[key]) : own[key];
    });
    return result;
  }

  /* On a narrow screen only some periods are named, counted back from the latest. */
  function thinned(axis, width) {
    var longest = Math.max.apply(null, axis.ticktext.map(function (text) { return text.length; }));
    var every = Math.ceil(axis.ticktext.length * (longest * 9 + 14) / (width - 80));
    function isNamed(value, place, all) {
      return (all.length - 1 - place) % every === 0;
    }
    axis.tickvals = axis.tickvals.filter(isNamed);
    axis.ticktext = axis.ticktext.filter(isNamed);
  }

  function json(id) {
    return JSON.parse(document.getElementById(id).textContent);
  }

  function part(button, name) {
    return document.getElementById(button.dataset.figure + "-" + name);
  }

  function isOpen(button) {
    return button.getAttribute("aria-expanded") === "true";
  }

  function show(button, open) {
    button.setAttribute("aria-expanded", open ? "true" : "false");
    button.querySelector(".text").textContent = open ? "Close the interactive chart" : "Explore this chart";
    part(button, "explore").hidden = !open;
    part(button, "still").hidden = open;
  }

  /* The chart has a name and a table outside: Plotly's own drawing says nothing to a reader. */
  function hideFromReaders(place) {
    var drawings = Array.prototype.slice.call(place.querySelectorAll("svg"));
    var scratch = document.getElementById("js-plotly-tester");
    drawings.concat(scratch || []).forEach(function (svg) {
      svg.setAttribute("aria-hidden", "true");
      svg.setAttribute("focusable", "false");
    });
  }

  function open(button) {
    var status = part(button, "status");
    status.textContent = "Loading the interactive chart";
    return library().then(function (plotly) {
      var spec = json(button.dataset.figure + "-spec");
      var settings = json("explore-settings");
      var place = part(button, "explore");
      var layout = merged(settings.layout, spec.layout);
      show(button, true);
      if (layout.xaxis.ticktext) { thinned(layout.xaxis, place.clientWidth); }
      return plotly.newPlot(place, spec.data, layout, settings.config).then(function () {
        hideFromReaders(place);
        status.textContent = "Interactive chart shown. Press Escape to close it.";
      });
    }).catch(function () {
      show(button, false);
      status.textContent = "The interactive chart could not be shown. The chart above has the same figures.";
    });
  }

  function close(button) {
    show(button, false);
    window.Plotly.purge(part(button, "explore"));
    part(button, "status").textContent = "Interactive chart closed.";
  }

  function start() {
    var buttons = Array.prototype.slice.call(document.querySelectorAll(".explore-button"));
    buttons.forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        if (isOpen(button)) { close(button); } else { open(button); }
      });
    });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") { return; }
      var shown = buttons.filter(isOpen);
      var here = shown.filter(function (button) {
        return button.closest("figure").contains(document.activeElement);
      });
      (here.length ? here : shown).forEach(close);
    });
  }

  start();
}());
