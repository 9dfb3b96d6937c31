# A quote of 41 characters.
# check: shacl
# culprit: https://example.org/quote
# message: 1 to 40 characters

PREFIX ex: <https://example.org/>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE DATA { ex:quote oa:exact "惠及五户" } ; INSERT DATA { ex:quote oa:exact "惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠惠" }
