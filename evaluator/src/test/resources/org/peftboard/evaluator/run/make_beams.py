#!/usr/bin/env python3
"""Makes beams.json: what Hugging Face's generate answers on the reference models of hf/, by beam search, several prompts at once, padded on the left.

    python make_beams.py ../../../../hf beams.json

float32, CPU, one thread. The end tokens of a case are some that greedy decoding writes, so that texts do end.
"""
import json, sys, torch, transformers
from transformers import AutoConfig, GPT2LMHeadModel, LlamaForCausalLM, T5ForConditionalGeneration, Gemma3ForCausalLM, MistralForCausalLM
torch.set_num_threads(1)
CLASSES = dict(gpt2=GPT2LMHeadModel, llama=LlamaForCausalLM, t5=T5ForConditionalGeneration, gemma3=Gemma3ForCausalLM, mistral=MistralForCausalLM)
PROMPTS = [[5, 9, 13, 17, 21, 33], [8, 40, 77], [101, 64, 33, 12]]


def main(root, target):
    cases = []
    for name, cls in CLASSES.items():
        model = cls.from_pretrained(f"{root}/{name}", attn_implementation="eager", dtype=torch.float32).eval()
        longest = max(map(len, PROMPTS))
        ids = torch.tensor([[0] * (longest - len(p)) + p for p in PROMPTS]); mask = torch.tensor([[0] * (longest - len(p)) + [1] * len(p) for p in PROMPTS])
        greedy = model.generate(input_ids=ids, attention_mask=mask, max_new_tokens=12, do_sample=False, num_beams=1, eos_token_id=None, pad_token_id=0)
        first = 1 if name == "t5" else longest
        for beams, new, penalty, *ends in ((3, 8, 1.0, greedy[0, first + 4].item()), (5, 12, 1.0, greedy[1, first + 2].item()), (5, 10, 0.6, greedy[2, first + 1].item()),
                                         (1, 6, 1.0, 127), (3, 10, 2.0, greedy[0, first + 1].item()),
                                         (3, 10, 1.0, greedy[0, first + 4].item(), greedy[1, first + 3].item()),
                                         (2, 12, 1.5, greedy[0, first + 6].item(), greedy[1, first + 5].item(), greedy[2, first + 3].item())):
            out = model.generate(input_ids=ids, attention_mask=mask, max_new_tokens=new, do_sample=False, num_beams=beams, length_penalty=penalty,
                                 early_stopping=False, eos_token_id=ends if len(ends) > 1 else ends[0], pad_token_id=0)
            answers = []
            for row in out[:, first:].tolist(): answers.append(row[:min((row.index(end) for end in ends if end in row), default=len(row))])
            cases.append(dict(model=name, beams=beams, maxNewTokens=new, lengthPenalty=penalty, ends=ends, prompts=PROMPTS, answers=answers))
    json.dump(dict(versions=dict(torch=torch.__version__, transformers=transformers.__version__), cases=cases), open(target, "w"), indent=1)


main(*sys.argv[1:])
