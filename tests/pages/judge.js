// SPDX-License-Identifier: BSD-2-Clause
// Runs in a copy of a report's page: what a person would stumble over, as lines in the element that is added last.
"use strict";

function overlaps(a, b) {
	return a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
}

function layout(problems) {
	const root = document.documentElement;

	if (root.scrollWidth > root.clientWidth)
		problems.push(`the page is ${root.scrollWidth} wide, the window ${root.clientWidth}`);
	for (const svg of document.querySelectorAll("svg")) {
		const labels = [...svg.querySelectorAll("text")];

		labels.forEach((label, i) => labels.slice(i + 1).forEach((other) => {
			if (overlaps(label.getBoundingClientRect(), other.getBoundingClientRect()))
				problems.push(`labels overlap: "${label.textContent}" and "${other.textContent}"`);
		}));
		for (const shape of svg.querySelectorAll("rect, text")) {
			const box = shape.getBoundingClientRect(), frame = svg.getBoundingClientRect();

			if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1)
				problems.push(`${shape.tagName} "${shape.textContent}" leaves the drawing`);
		}
	}
}

function structure(problems) {
	for (const section of document.querySelectorAll("section.file"))
		if (!section.children[1].classList.contains("verdict"))
			problems.push("the verdict isn't first");
	for (const link of document.querySelectorAll("a"))
		if (document.querySelector(link.getAttribute("href")) === null)
			problems.push(`${link.href} leads nowhere`);
	if (document.querySelectorAll("h1").length !== 1)
		problems.push("there isn't one h1");
}

addEventListener("load", async () => {
	const problems = [];

	layout(problems);
	structure(problems);
	for (const violation of (await axe.run()).violations)
		for (const node of violation.nodes)
			problems.push(`${violation.id}: ${violation.help}: ${node.html}`);
	const result = document.createElement("pre");

	result.id = "judged";
	result.textContent = ["judged", ...problems].join("\n");
	document.body.append(result);
});
