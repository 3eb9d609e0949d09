// [data-chart="id of a json_script"]   draws that ECharts option on a canvas. ECharts is loaded when
// the first chart comes. An item of the data with a `url` opens it when clicked. Within the same
// [data-chart-card]: [data-chart-table] switches to the table behind, [data-chart-save] saves a PNG.
(() => {
  const PALETTE = ["#066fd1", "#2fb344", "#f59f00", "#d63939", "#ae3ec9", "#0ca678", "#4299e1", "#74b816"];
  const drawn = new Map();
  let library;

  const load = () =>
    (library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = document.body.dataset.echarts;
      script.onload = () => resolve(window.echarts);
      script.onerror = () => reject(new Error("echarts did not load"));
      document.head.append(script);
    }));

  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const plain = (colour) => { // ECharts knows neither color-mix() nor color()
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
    return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
  };
  const colours = () => {
    const card = getComputedStyle(document.querySelector("[data-chart-card]"));
    return { text: plain(card.color), font: card.fontFamily, line: plain(card.borderTopColor), surface: plain(card.backgroundColor) };
  };
  const dress = (option) => {
    const { text, font, line, surface } = colours();
    const axis = (given) => [given].flat().filter(Boolean).map((one) => ({
      ...one,
      axisLabel: { color: text, hideOverlap: one.type === "value", ...one.axisLabel },
      axisLine: { lineStyle: { color: line }, ...one.axisLine },
      splitLine: { lineStyle: { color: line }, ...one.splitLine },
    }));
    return {
      color: PALETTE,
      backgroundColor: "transparent",
      animationDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300,
      textStyle: { color: text, fontFamily: font },
      grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
      ...option,
      legend: option.legend && { top: 0, right: 0, textStyle: { color: text }, ...option.legend },
      tooltip: { trigger: "item", ...option.tooltip, renderMode: "richText", confine: true, backgroundColor: surface, borderColor: line, textStyle: { color: text } },
      ...(option.xAxis && { xAxis: axis(option.xAxis) }),
      ...(option.yAxis && { yAxis: axis(option.yAxis) }),
    };
  };

  const draw = async (element) => {
    const echarts = await load();
    const option = JSON.parse(document.getElementById(element.dataset.chart).textContent);
    const chart = echarts.init(element, null, { renderer: "canvas" });
    chart.setOption(dress(option));
    chart.on("click", (item) => { if (item.data?.url) window.location.href = item.data.url; });
    drawn.set(element, { chart, option });
    new ResizeObserver(() => chart.resize()).observe(element);
  };

  window.sanjing.attach("[data-chart]", draw);
  document.addEventListener("sanjing:theme", () => {
    for (const { chart, option } of drawn.values()) chart.setOption(dress(option), true);
  });
  document.addEventListener("click", (event) => {
    const card = event.target.closest("[data-chart-card]");
    const element = card?.querySelector("[data-chart]");
    if (event.target.closest("[data-chart-table]")) {
      const table = card.querySelector("[data-chart-rows]");
      table.hidden = !table.hidden;
      element.hidden = !table.hidden;
      event.target.closest("[data-chart-table]").setAttribute("aria-pressed", String(!table.hidden));
    }
    if (event.target.closest("[data-chart-save]") && drawn.has(element)) {
      const { surface } = colours();
      const link = document.createElement("a");
      link.href = drawn.get(element).chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: surface });
      link.download = `${card.dataset.chartCard || "chart"}.png`;
      link.click();
    }
  });
})();
